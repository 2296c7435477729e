import type { IdentityStore } from '#stores/identity/identity-store.ts';
import type { ObjectAccessFor } from '#stores/objects/object-access.ts';
import type { ObjectStore } from '#stores/objects/object-store.ts';

/** S3 and the account, as the warehouse's owner gives them to it. */
export interface S3Services {
  identity: IdentityStore;
  /** The objects of this machine, for their events. */
  store: ObjectStore;
  accessFor: ObjectAccessFor;
  /** Where the engine may read and write files: the store's folder and the staging folder. */
  folders: string[];
  /** For files on their way into or out of the engine; emptied at start. */
  stagingFolder: string;
}
