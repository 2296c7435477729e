import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm } from '#stores/objects/object-store.ts';

/** A checksum that grows with the bytes it is given. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  /** Base64, as `x-amz-checksum-…` has it. Ends it. */
  finish(): Promise<string>;
}

/** Bytes of each algorithm's value. */
export const checksumSizes = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 } as const;

/** The name as `x-amz-checksum-…` has it. */
export type ChecksumName = keyof typeof checksumSizes;

export function isChecksumName(name: string): name is ChecksumName {
  return Object.hasOwn(checksumSizes, name);
}

/** `crc64nvme` → `CRC64NVME`. */
export function checksumAlgorithm(name: ChecksumName): ChecksumAlgorithm {
  return name.toUpperCase() as ChecksumAlgorithm;
}

/** Libraries are loaded with the first body that needs them: most clients use CRC32, which Node has. */
export async function startChecksum(name: ChecksumName): Promise<RunningChecksum> {
  switch (name) {
    case 'crc32':
      return runningCrc32();
    case 'crc32c': {
      const { AwsCrc32c } = await import('@aws-crypto/crc32c');
      return library(new AwsCrc32c());
    }
    case 'crc64nvme': {
      const { Crc64Nvme } = await import('@aws-sdk/crc64-nvme');
      return library(new Crc64Nvme());
    }
    default:
      return hash(name);
  }
}

function runningCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    async finish() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}

function library(checksum: {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}): RunningChecksum {
  return {
    update: (bytes) => checksum.update(bytes),
    finish: async () => Buffer.from(await checksum.digest()).toString('base64'),
  };
}

function hash(name: 'sha1' | 'sha256'): RunningChecksum {
  const running = createHash(name);
  return {
    update: (bytes) => void running.update(bytes),
    finish: async () => running.digest('base64'),
  };
}
