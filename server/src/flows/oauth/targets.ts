import type { Form } from '#platform/http'
import { OAuthError } from './errors.ts'

/** The APIs that a request is about, by either name of the parameter. */
export interface Targets {
  readonly audiences: readonly string[]
  /** RFC 8707. */
  readonly resources: readonly string[]
}

/** `audience` is repeated or separated by blanks (compat section 1.4), `resource` repeated; empty ones are tolerated. */
export function readTargets(form: Form): Targets {
  const audiences = form.all('audience').flatMap((value) => value.split(' '))
  return {
    audiences: [...new Set(audiences)].filter((value) => value !== ''),
    resources: [...new Set(form.all('resource'))],
  }
}

/**
 * "The value MUST be an absolute URI … and MUST NOT include a fragment component" (RFC 8707 section 2).
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
