/** https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html */
export interface DataApiLimits {
  /** Statements that have not ended. */
  activeMax: number;
  /** Of them, how many run at a time; the others wait. */
  concurrentMax: number;
  sessionsMax: number;
  /** Requests that wait for one statement's end. */
  waitingMax: number;
  sqlBytesMax: number;
  /** Of a result, compressed. */
  resultBytesMax: number;
  /** How long statements and their results are kept after the end. */
  keptMs: number;
}

export const documentedLimits: DataApiLimits = {
  activeMax: 500,
  concurrentMax: 64,
  sessionsMax: 500,
  waitingMax: 100,
  sqlBytesMax: 200 * 1024,
  resultBytesMax: 500 * 1024 * 1024,
  keptMs: 24 * 60 * 60_000,
};
