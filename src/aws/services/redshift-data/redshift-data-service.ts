import { loadModel } from '#aws/models/api-model.ts';
import { jsonService } from '#aws/protocols/json/json-service.ts';
import { ModelledError } from '#aws/protocols/json/modelled-error.ts';
import type { AwsService } from '#aws/service.ts';
import { redshiftDataOperations } from '#aws/services/redshift-data/operations.ts';
import type { RedshiftData } from '#aws/services/redshift-data/redshift-data.ts';
import { DataApiError } from '#warehouse/data-api/data-api-error.ts';

/** The Redshift Data API. https://docs.aws.amazon.com/redshift-data/latest/APIReference/ */
export function redshiftDataService(service: RedshiftData): AwsService {
  return jsonService({
    name: 'redshift-data',
    model: () => loadModel('redshift-data'),
    operations: redshiftDataOperations,
    service,
    translate: (error) => (error instanceof DataApiError ? modelled(error) : undefined),
  });
}

function modelled({ code, message, resourceId }: DataApiError): ModelledError {
  return new ModelledError(code, message, resourceId === undefined ? {} : { ResourceId: resourceId });
}
