import unbzip2 from 'unbzip2-stream';

/** What a bzip2 file of one or several streams holds. */
export function bunzip(bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const stream = unbzip2();
    stream.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
    stream.end(bytes);
  });
}
