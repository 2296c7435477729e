// Writes objects until it is killed, and says on standard output what was acknowledged: `<key> <digit>` lines, where
// the object is `size` times that digit.
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import { bytesOf } from './support.ts';

const [folder = '', seed = '0'] = process.argv.slice(2);
const store = await openObjectStore({ folder });
if (!store.bucket('bucket')) store.createBucket('bucket', { region: 'us-east-1', owner: 'o' });
const part = 5 * 1024 * 1024;
let state = Number(seed) + 1;
process.stdout.write('ready\n');
await Promise.all([writeSmall(0), writeSmall(1), writeSmall(2), writeUploads(), deleteSome()]);

function below(limit: number): number {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % limit;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function writeSmall(writer: number): Promise<void> {
  for (;;) {
    const key = `small/${writer}/${below(5)}`;
    const digit = below(10);
    const chunk = Buffer.alloc(1 + below(50_000), 48 + digit);
    say(`try ${key} ${digit}`);
    await store.put('bucket', key, bytesOf(chunk, chunk), {});
    say(`put ${key} ${digit} ${2 * chunk.length}`);
  }
}

async function writeUploads(): Promise<void> {
  for (;;) {
    const key = `upload/${below(3)}`;
    const digit = below(10);
    say(`try ${key} ${digit}`);
    const upload = store.createUpload('bucket', key, {});
    const second = await store.putPart(upload, 2, bytesOf(Buffer.alloc(1000, 48 + digit)));
    const first = await store.putPart(upload, 1, bytesOf(Buffer.alloc(part, 48 + digit)));
    await store.completeUpload(upload, [first, second], {});
    say(`put ${key} ${digit} ${part + 1000}`);
  }
}

async function deleteSome(): Promise<void> {
  for (;;) {
    const key = 'deleted';
    say(`try ${key} 7`);
    await store.put('bucket', key, bytesOf('7'), {});
    say(`put ${key} 7 1`);
    say(`try ${key} gone`);
    await store.delete('bucket', key);
    say(`gone ${key}`);
  }
}
