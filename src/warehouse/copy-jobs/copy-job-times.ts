/** Waiting times of the automatic runs, in milliseconds. */
export interface CopyJobTimes {
  /** From the first new object until the run, so that objects that come together are loaded together. */
  gatherMs: number;
  /** Between two looks at a bucket that is elsewhere and tells of no changes. */
  pollMs: number;
  /** After a run that failed; doubled with each failure in a row up to `retryMaxMs`. */
  retryMs: number;
  retryMaxMs: number;
}

export const copyJobTimes: CopyJobTimes = {
  gatherMs: 200,
  pollMs: 60_000,
  retryMs: 1000,
  retryMaxMs: 60_000,
};
