import type { AwsService } from '#aws/service.ts';

/** A service whose code is loaded with its first request: a process that starts shall be ready soon. */
export function lazyService(
  { name, allowsAnonymous }: Pick<AwsService, 'name' | 'allowsAnonymous'>,
  load: () => Promise<AwsService>,
): AwsService {
  let loading: Promise<AwsService> | undefined;
  const service = () => {
    loading ??= load();
    return loading;
  };
  return {
    name,
    allowsAnonymous,
    handle: async (request) => (await service()).handle(request),
    writeError: (response, error, requestId) => {
      service().then(
        (loaded) => loaded.writeError(response, error, requestId),
        () => response.destroy(),
      );
    },
  };
}
