/** Now, in µs since 1970, as catalog rows hold it. */
export function nowMicroseconds(): bigint {
  return BigInt(Date.now()) * 1000n;
}
