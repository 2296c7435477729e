/** Owner of everything that belongs to the system: the internal superuser `rdsdb`. */
export const systemUserId = 1;
