/** What the server proves itself with, PEM. */
export interface TlsMaterial {
  /** The server's certificate, with its intermediates if there are any. */
  certificate: string;
  key: string;
}
