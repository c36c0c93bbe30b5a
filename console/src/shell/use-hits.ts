import { paths } from '../paths.ts'
import { useLateAnswer } from './api.ts'
import { usePlace } from './place.tsx'

export interface Hit {
  readonly kind: string
  readonly name: string
  readonly href: string
}

const MOST_OF_A_KIND = 5

/** Returns what matches a text: pages at once, then what the server finds. */
export function useHits(text: string): readonly Hit[] {
  const place = usePlace()
  const isAsked = text.length > 1
  const users = useLateAnswer('searchUsers', isAsked ? { query: text, page_size: MOST_OF_A_KIND } : undefined)
  const organizations = useLateAnswer(
    'searchOrganizations',
    isAsked ? { query: text, page_size: MOST_OF_A_KIND } : undefined,
  )
  const applications = useLateAnswer('getApplications', isAsked ? { page_size: 100 } : undefined)
  const roles = useLateAnswer('GetRoles', isAsked ? { page_size: 100 } : undefined)
  const isMatch = (name: string) => name.toLowerCase().includes(text.toLowerCase())
  const pages: Hit[] = [
    { kind: 'Page', name: 'Home', href: paths.home(place) },
    { kind: 'Page', name: 'Try your sign-in', href: paths.trySignIn(place) },
    { kind: 'Page', name: 'Users', href: paths.users(place) },
    { kind: 'Page', name: 'Organizations', href: paths.organizations(place) },
    { kind: 'Page', name: 'Applications', href: paths.applications(place) },
    { kind: 'Page', name: 'Roles', href: paths.roles(place) },
    { kind: 'Page', name: 'Permissions', href: paths.permissions(place) },
    { kind: 'Page', name: 'Sign-in methods', href: paths.methods(place) },
    { kind: 'Page', name: 'Attack protection', href: paths.attackProtection(place) },
    { kind: 'Page', name: 'Mail', href: paths.mail(place) },
    { kind: 'Page', name: 'Environment details', href: paths.environment(place) },
    { kind: 'Page', name: 'Policies: sign-up, domains, terms', href: paths.policies(place) },
    { kind: 'Page', name: 'Sessions and codes', href: paths.sessions(place) },
    { kind: 'Page', name: 'Go live', href: paths.goLive(place) },
    { kind: 'Page', name: 'Environment variables', href: paths.environmentVariables(place) },
    { kind: 'Page', name: 'Signing keys', href: paths.signingKeys(place) },
    { kind: 'Page', name: 'Team', href: paths.team(place) },
  ]
  return [
    ...pages.filter(({ name }) => isMatch(name)),
    ...(users?.results ?? []).map((user) => ({
      kind: 'Person',
      name: [user.first_name, user.last_name].filter(Boolean).join(' ') || (user.email ?? user.id ?? ''),
      href: paths.user(place, user.id ?? ''),
    })),
    ...(organizations?.organizations ?? []).map(({ code, name }) => ({
      kind: 'Organization',
      name,
      href: paths.organization(place, code),
    })),
    ...(applications?.applications ?? [])
      .filter(({ name }) => isMatch(name ?? ''))
      .slice(0, MOST_OF_A_KIND)
      .map(({ id, name }) => ({ kind: 'Application', name: name ?? '', href: paths.application(place, id ?? '') })),
    ...(roles?.roles ?? [])
      .filter(({ name }) => isMatch(name))
      .slice(0, MOST_OF_A_KIND)
      .map(({ id, name }) => ({ kind: 'Role', name, href: paths.role(place, id) })),
  ]
}
