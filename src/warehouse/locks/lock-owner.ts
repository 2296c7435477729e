/** Who holds or wants locks: one transaction. */
export interface LockOwner {
  readonly transactionId: bigint;
  readonly pid: number;
}
