import type { EnterableOrganization } from '#domain/organizations'
import type { Settings } from '#domain/settings'
import type { AuthorizationRequest } from './flow.ts'

/** The organization that `org_code` names, as far as it concerns this person. */
export interface AskedOrganization extends EnterableOrganization {
  readonly isMember: boolean
  /** It takes whoever names it, and its domains admit their verified address. */
  readonly isOpenToThem: boolean
  /** Its own domains decide who may sign up, not the environment's (O2-20). */
  readonly hasOwnDomains: boolean
}

/** What there is to choose from. */
export interface OrganizationSituation {
  readonly settings: Settings
  /** Nobody has the address yet: whoever goes on signs up. */
  readonly isNew: boolean
  /** Of the address that was proven. */
  readonly domain: string | undefined
  /** `unknown`: a code was sent that nobody has. */
  readonly asked: AskedOrganization | 'unknown' | undefined
  /** The application is for holders of a role only, and `theirs` are those where they have it. */
  readonly isAccessControlled: boolean
  /**
   * The first of those that they may enter, the ones they were in last before others; of somebody new those that they
   * would become a member of.
   */
  readonly theirs: readonly EnterableOrganization[]
  /** There are more than `theirs` names. */
  readonly hasMore: boolean
  /** There are some that they may not enter only because these are suspended; known where `theirs` is empty. */
  readonly hasSuspended: boolean
  /** The one that they chose on the page, if they may enter it. */
  readonly chosen: EnterableOrganization | undefined
}

/** Which organization a sign-in goes to, and why. */
export type OrganizationChoice = { readonly reason: string } & (
  | { readonly kind: 'enter'; readonly organization: EnterableOrganization; readonly isJoining: boolean }
  | { readonly kind: 'create' }
  | { readonly kind: 'none' }
  /** `hasMore`: `options` are only the first of them. */
  | { readonly kind: 'ask'; readonly options: readonly EnterableOrganization[]; readonly hasMore: boolean }
  | {
      readonly kind: 'refuse'
      readonly why: 'organization_suspended' | 'not_a_member' | 'domain_not_allowed' | 'access_denied'
    }
)

type Request = Pick<AuthorizationRequest, 'further'>

/** What a conversation has established about where the person goes. */
export interface ChoiceFacts {
  readonly intent: 'sign_in' | 'sign_up'
  /** The code of the organization that they chose on the page. */
  readonly organizationChosen?: string | undefined
}

/** Pure: same facts and situation, same choice. */
export function chooseOrganization(
  { facts, request }: { readonly facts: ChoiceFacts; readonly request: Request },
  situation: OrganizationSituation,
): OrganizationChoice {
  const { asked, settings, theirs, chosen, hasMore, isAccessControlled } = situation
  const isCreating =
    request.further['is_create_org'] === 'true' && facts.intent === 'sign_up' && settings.isOrganizationCreationAllowed
  // Whoever makes an organization of their own is not going to the one they named: its domains do not speak for them.
  if (situation.isNew && !isDomainAllowed(isCreating ? { ...situation, asked: undefined } : situation)) {
    return { kind: 'refuse', why: 'domain_not_allowed', reason: 'the environment does not admit the domain' }
  }
  if (isCreating) return { kind: 'create', reason: 'is_create_org' }
  if (asked !== undefined) return enterAsked(asked)
  const [first] = theirs
  if (!first) return nowhere(situation)
  if (theirs.length === 1)
    return enter(first, isAccessControlled ? 'the only one they may enter from' : 'the only organization of theirs')
  if (chosen) return enter(chosen, 'the person chose it')
  // The list begins with the one they were in last.
  if (settings.isLatestOrganizationEntered && first.lastSignedInAt !== undefined) {
    return enter(first, 'the environment enters the latest one')
  }
  return { kind: 'ask', options: theirs, hasMore, reason: 'there are several to enter' }
}

function nowhere({ hasSuspended, isAccessControlled }: OrganizationSituation): OrganizationChoice {
  if (hasSuspended) {
    return { kind: 'refuse', why: 'organization_suspended', reason: 'every organization of theirs is suspended' }
  }
  if (!isAccessControlled) return { kind: 'none', reason: 'a member of no organization' }
  return { kind: 'refuse', why: 'access_denied', reason: 'none of their roles may enter the application' }
}

function enter(organization: EnterableOrganization, reason: string): OrganizationChoice {
  return { kind: 'enter', organization, isJoining: false, reason }
}

/** Codes that nobody has are answered like those of organizations that the person is not in (ATO-12). */
function enterAsked(asked: AskedOrganization | 'unknown'): OrganizationChoice {
  if (asked !== 'unknown' && asked.isMember) {
    if (!asked.isSuspended) return enter(asked, 'org_code names an organization of theirs')
    return { kind: 'refuse', why: 'organization_suspended', reason: 'org_code names a suspended organization' }
  }
  if (asked !== 'unknown' && asked.isOpenToThem && !asked.isSuspended) {
    const reason = 'org_code names an organization that takes whoever names it'
    return { kind: 'enter', organization: asked, isJoining: true, reason }
  }
  return { kind: 'refuse', why: 'not_a_member', reason: 'org_code names no organization of theirs' }
}

/** O2-6: exact, in the form that both are stored in. */
function isDomainAllowed({ asked, settings, domain }: OrganizationSituation): boolean {
  if (asked !== undefined && asked !== 'unknown' && asked.hasOwnDomains) return true
  const { allowedDomains } = settings
  return allowedDomains.length === 0 || (domain !== undefined && allowedDomains.includes(domain))
}
