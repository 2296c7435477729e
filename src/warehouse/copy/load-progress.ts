/** How far a load is. Written by the paths, read when someone asks. */
export class LoadProgress {
  readonly bytesTotal: number;
  readonly fileCount: number;
  /** Of files that are complete. */
  bytesDone = 0;
  filesComplete = 0;
  /** Records read. */
  lines = 0;
  currentFile = '';
  /** Bytes of what is being read now, where that can be asked. */
  current: () => number = () => 0;

  constructor(sizes: readonly number[]) {
    this.fileCount = sizes.length;
    this.bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
  }

  get bytes(): number {
    return Math.min(this.bytesTotal, this.bytesDone + Math.max(0, Math.floor(this.current())));
  }

  get percent(): number {
    return this.bytesTotal === 0 ? 0 : Math.floor((100 * this.bytes) / this.bytesTotal);
  }
}
