import type { Context } from '#platform/context'
import type { Form } from '#platform/http'
import { authorizationsFor, isManagementAudience } from '#domain/resource-servers'
import type { Application } from '#domain/applications'
import { OAuthError } from './errors.ts'

/** The APIs that a request names, by either parameter. */
export interface Targets {
  readonly audiences: readonly string[]
  /** The values of `resource` (RFC 8707). */
  readonly resources: readonly string[]
}

/** Reads the APIs. `audience` may be repeated or separated by blanks, `resource` repeated. Empty values are ignored. */
export function readTargets(form: Form): Targets {
  const audiences = form.all('audience').flatMap((value) => value.split(' '))
  return {
    audiences: [...new Set(audiences)].filter((value) => value !== ''),
    resources: [...new Set(form.all('resource'))],
  }
}

/**
 * Requires absolute URIs: "The value MUST be an absolute URI … and MUST NOT include a fragment component" (RFC 8707
 * section 2).
 *
 * @throws {OAuthError} `invalid_target`
 */
export function checkResources({ resources }: Pick<Targets, 'resources'>): void {
  if (resources.every((resource) => URL.canParse(resource) && !resource.includes('#'))) return
  throw new OAuthError('invalid_target', 'resource must be an absolute URI without fragment.')
}

export function allTargets({ audiences, resources }: Targets): string[] {
  return [...new Set([...audiences, ...resources])]
}

/**
 * Requires that users may have tokens for these APIs: the application is authorised for each, and none is the
 * Management API, whose scopes only applications can have. Each parameter has its own error: `resource` has that of RFC
 * 8707 section 2.
 *
 * @throws {OAuthError} `invalid_request`, `invalid_target`
 */
export async function checkUserTargets(
  ctx: Pick<Context, 'db' | 'cache' | 'environment' | 'issuer'>,
  application: Application,
  targets: Targets,
): Promise<void> {
  const kinds = [
    ['invalid_request', 'audience', targets.audiences],
    ['invalid_target', 'resource', targets.resources],
  ] as const
  for (const [code, name, values] of kinds) {
    if (values.some((value) => isManagementAudience(ctx, value))) {
      throw new OAuthError(
        code,
        'Tokens of users are never for the Management API: applications call it with client credentials. ' +
          `Leave this ${name} out.`,
      )
    }
    if (values.length > 0 && !(await authorizationsFor(ctx, application, values))) {
      throw new OAuthError(code, `The application is not authorised for this ${name}.`)
    }
  }
}
