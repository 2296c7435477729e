import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { createAccessKey } from '#aws/services/iam/operations/create-access-key.ts';
import { createRole } from '#aws/services/iam/operations/create-role.ts';
import { createUser } from '#aws/services/iam/operations/create-user.ts';
import { deleteAccessKey } from '#aws/services/iam/operations/delete-access-key.ts';
import { deleteRole } from '#aws/services/iam/operations/delete-role.ts';
import { deleteUser } from '#aws/services/iam/operations/delete-user.ts';
import { getRole } from '#aws/services/iam/operations/get-role.ts';
import { getUser } from '#aws/services/iam/operations/get-user.ts';
import { listAccessKeys } from '#aws/services/iam/operations/list-access-keys.ts';
import { listRoles } from '#aws/services/iam/operations/list-roles.ts';
import { listUsers } from '#aws/services/iam/operations/list-users.ts';
import { updateAccessKey } from '#aws/services/iam/operations/update-access-key.ts';

/** One row per operation that is served. */
export const iamOperations = {
  CreateUser: createUser,
  GetUser: getUser,
  ListUsers: listUsers,
  DeleteUser: deleteUser,
  CreateAccessKey: createAccessKey,
  ListAccessKeys: listAccessKeys,
  UpdateAccessKey: updateAccessKey,
  DeleteAccessKey: deleteAccessKey,
  CreateRole: createRole,
  GetRole: getRole,
  ListRoles: listRoles,
  DeleteRole: deleteRole,
} as const satisfies Record<string, QueryOperation>;
