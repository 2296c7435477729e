import type { JsonOperation } from '#aws/protocols/json/json-operation.ts';
import type { DataApi } from '#warehouse/data-api/data-api.ts';

/** What the operations work on. */
export interface RedshiftData {
  dataApi: DataApi;
  /** 12 digits. */
  accountId: string;
  /** Undefined as long as there is no Secrets Manager. */
  secrets?: SecretReader;
}

/** The user of a secret, after it was checked that the principal may read it. */
export interface SecretReader {
  databaseUser(secretArn: string, principalArn: string): Promise<{ user: string }>;
}

export type Operation<Input> = JsonOperation<RedshiftData, Input>;
