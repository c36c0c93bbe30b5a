import {
  IconAdjustments,
  IconApps,
  IconBriefcase,
  IconBuilding,
  IconCode,
  IconHome,
  IconLogin2,
  IconShield,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'
import { paths, type Place } from '../paths.ts'
import type { FoundPlace } from './session.ts'

/** A page as the navigation and the search name it. */
export interface MappedPage {
  readonly label: string
  readonly href: string
  /** Other words by which the search finds it. */
  readonly words?: string
}

export interface MappedGroup {
  readonly label: string
  readonly icon: TablerIcon
  readonly items: readonly MappedPage[]
}

/** The four things that one works on first. */
export function firstPages(place: Place): readonly (MappedPage & { readonly icon: TablerIcon })[] {
  return [
    { label: 'Home', href: paths.home(place), icon: IconHome, words: 'activity figures checklist' },
    { label: 'Users', href: paths.users(place), icon: IconUsers, words: 'people' },
    { label: 'Organizations', href: paths.organizations(place), icon: IconBuilding, words: 'tenants customers' },
    { label: 'Applications', href: paths.applications(place), icon: IconApps, words: 'clients' },
  ]
}

/** Everything else, in groups. A group lists only what exists. The search finds each page by these names, too. */
export function groupedPages(place: Place, { environment }: Pick<FoundPlace, 'environment'>): readonly MappedGroup[] {
  return [
    {
      label: 'Access',
      icon: IconShield,
      items: [
        { label: 'Roles', href: paths.roles(place) },
        { label: 'Permissions', href: paths.permissions(place) },
        { label: 'APIs and scopes', href: paths.apis(place), words: 'resource servers audience' },
        { label: 'Feature flags', href: paths.featureFlags(place), words: 'releases overrides' },
        { label: 'Properties', href: paths.properties(place), words: 'fields categories' },
      ],
    },
    {
      label: 'Sign-in',
      icon: IconLogin2,
      items: [
        { label: 'Methods', href: paths.methods(place), words: 'sign-in methods password code email' },
        { label: 'Second factors', href: paths.secondFactors(place), words: 'multi-factor auth mfa 2fa authenticator' },
        { label: 'Passkeys', href: paths.passkeys(place), words: 'webauthn fingerprint biometrics passwordless' },
        { label: 'Attack protection', href: paths.attackProtection(place), words: 'lockout limits' },
        { label: 'Brand', href: paths.brand(place), words: 'logo colours look theme preview' },
        { label: 'Mail', href: paths.mail(place), words: 'smtp sender server test mail' },
        { label: 'SMS', href: paths.sms(place), words: 'twilio phone text messages codes' },
      ],
    },
    {
      label: 'Environment',
      icon: IconAdjustments,
      items: [
        { label: 'Details', href: paths.environment(place), words: 'name homepage' },
        { label: 'Policies', href: paths.policies(place), words: 'sign-up domains terms privacy' },
        { label: 'Sessions and codes', href: paths.sessions(place), words: 'lifetime timeout' },
        { label: 'Go live', href: paths.goLive(place), words: 'production checklist' },
        { label: 'Variables', href: paths.environmentVariables(place), words: 'environment variables' },
        { label: 'Signing keys', href: paths.signingKeys(place), words: 'rotate jwks' },
        { label: 'Imports', href: paths.imports(place), words: 'users organizations csv file' },
        { label: 'Exports', href: paths.exports(place), words: 'users organizations' },
      ],
    },
    {
      label: 'Business',
      icon: IconBriefcase,
      items: [
        { label: 'Details', href: paths.business(place), words: 'business name industry terms privacy support' },
        { label: 'Environments', href: paths.environments(place), words: 'staging production add delete' },
        { label: 'Team', href: paths.team(place), words: 'members roles invite colleague' },
        { label: 'Businesses', href: paths.businesses(place), words: 'installation add delete' },
      ],
    },
    pagesOfDevelopers(place, { environment }),
  ]
}

function pagesOfDevelopers(place: Place, { environment }: Pick<FoundPlace, 'environment'>): MappedGroup {
  return {
    label: 'Developers',
    icon: IconCode,
    items: [
      { label: 'API reference', href: paths.reference(environment), words: 'operations openapi management' },
      { label: 'Traces', href: paths.traces(place), words: 'sign-ins refused reasons debugger' },
      { label: 'Events', href: paths.events(place), words: 'audit log activity changes' },
      { label: 'Jobs', href: paths.jobs(place), words: 'queue failed retry' },
      { label: 'Inbox', href: paths.inbox(place), words: 'mail sms development codes' },
    ],
  }
}

/** Pages that no navigation lists. */
export function furtherPages(place: Place): readonly MappedPage[] {
  return [{ label: 'Try your sign-in', href: paths.trySignIn(place), words: 'playground tokens' }]
}

/** Things that one begins by a few letters. */
export function actPages(place: Place): readonly MappedPage[] {
  return [
    { label: 'Create user', href: paths.newUser(place), words: 'add person' },
    { label: 'Create organization', href: paths.newOrganization(place), words: 'add' },
    { label: 'Create application', href: paths.newApplication(place), words: 'register client' },
    { label: 'Add environment', href: paths.newEnvironment(place), words: 'create staging' },
    { label: 'Create role', href: paths.newRole(place), words: 'add' },
    { label: 'Create permission', href: paths.newPermission(place), words: 'add' },
    { label: 'Create feature flag', href: paths.newFeatureFlag(place), words: 'add release' },
    { label: 'Create property', href: paths.newProperty(place), words: 'add field' },
    { label: 'Add environment variable', href: paths.newEnvironmentVariable(place), words: 'create' },
    { label: 'Import users or organizations', href: paths.newImport(place), words: 'csv file' },
  ]
}
