import type { EnterableOrganization } from '#domain/organizations'
import type { SettingName, Settings } from '#domain/settings'
import type { AuthorizationRequest } from './flow.ts'

/** The organization that `org_code` names, with what matters for this person. */
export interface AskedOrganization extends EnterableOrganization {
  readonly isMember: boolean
  /** The organization accepts everybody who names it, and its domains admit the person's verified address. */
  readonly isOpenToThem: boolean
  /** The organization's own domains decide who may sign up, not the environment's (O2-20). */
  readonly hasOwnDomains: boolean
}

/** The organizations to choose from, and the settings that decide. */
export interface OrganizationSituation {
  readonly settings: Settings
  /** No user has the address yet, so the person is signing up. */
  readonly isNew: boolean
  /** The domain of the address that was proven. */
  readonly domain: string | undefined
  /** `unknown`: no organization has the code that was sent. */
  readonly asked: AskedOrganization | 'unknown' | undefined
  /**
   * Only holders of certain roles may enter the application. `theirs` is then limited to organizations where the person
   * has one.
   */
  readonly isAccessControlled: boolean
  /**
   * The first of the organizations that the person may enter, the one entered last first. For a new person, the
   * organizations that they would become a member of.
   */
  readonly theirs: readonly EnterableOrganization[]
  /** The person may enter more organizations than `theirs` lists. */
  readonly hasMore: boolean
  /** Some organizations are left out only because they are suspended. Known where `theirs` is empty. */
  readonly hasSuspended: boolean
  /** The organization that the person chose on the page, if they may enter it. */
  readonly chosen: EnterableOrganization | undefined
}

/** The organization that a sign-in goes to, and the reason. */
export type OrganizationChoice = { readonly reason: string; readonly by?: readonly SettingName[] } & (
  | { readonly kind: 'enter'; readonly organization: EnterableOrganization; readonly isJoining: boolean }
  | { readonly kind: 'create' }
  | { readonly kind: 'none' }
  /** `hasMore`: `options` lists only the first organizations. */
  | { readonly kind: 'ask'; readonly options: readonly EnterableOrganization[]; readonly hasMore: boolean }
  | {
      readonly kind: 'refuse'
      readonly why: 'organization_suspended' | 'not_a_member' | 'domain_not_allowed' | 'access_denied'
    }
)

type Request = Pick<AuthorizationRequest, 'further'>

/** Facts of a conversation that decide where the person goes. */
export interface ChoiceFacts {
  readonly intent: 'sign_in' | 'sign_up'
  /** The code of the organization that they chose on the page. */
  readonly organizationChosen?: string | undefined
}

/** Returns the choice. Pure: the same facts and situation give the same choice. */
export function chooseOrganization(
  { facts, request }: { readonly facts: ChoiceFacts; readonly request: Request },
  situation: OrganizationSituation,
): OrganizationChoice {
  const { asked, settings, theirs, chosen, hasMore, isAccessControlled } = situation
  const isCreating =
    request.further['is_create_org'] === 'true' && facts.intent === 'sign_up' && settings.isOrganizationCreationAllowed
  // A person who creates an organization does not enter the one they named, so its domains do not admit them.
  if (situation.isNew && !isDomainAllowed(isCreating ? { ...situation, asked: undefined } : situation)) {
    const reason = 'the environment does not admit the domain'
    return { kind: 'refuse', why: 'domain_not_allowed', reason, by: ['allowedDomains'] }
  }
  if (isCreating) return { kind: 'create', reason: 'is_create_org' }
  if (asked !== undefined) return enterAsked(asked)
  const [first] = theirs
  if (!first) return nowhere(situation)
  if (theirs.length === 1)
    return enter(first, isAccessControlled ? 'the only one they may enter from' : 'the only organization of theirs')
  if (chosen) return enter(chosen, 'the person chose it')
  // The list begins with the organization that was entered last.
  if (settings.isLatestOrganizationEntered && first.lastSignedInAt !== undefined) {
    return { ...enter(first, 'the environment enters the latest one'), by: ['isLatestOrganizationEntered'] }
  }
  return { kind: 'ask', options: theirs, hasMore, reason: 'there are several to enter' }
}

function nowhere({ hasSuspended, isAccessControlled }: OrganizationSituation): OrganizationChoice {
  if (hasSuspended) {
    return { kind: 'refuse', why: 'organization_suspended', reason: 'every organization of theirs is suspended' }
  }
  if (!isAccessControlled) return { kind: 'none', reason: 'a member of no organization' }
  const reason = 'none of their roles may enter the application'
  return { kind: 'refuse', why: 'access_denied', reason, by: ['isAccessControlEnabled'] }
}

function enter(organization: EnterableOrganization, reason: string): OrganizationChoice {
  return { kind: 'enter', organization, isJoining: false, reason }
}

/** An unknown code gets the same answer as an organization that the person is not a member of (ATO-12). */
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

/** O2-6: compares exactly; both sides are stored in the same form. */
function isDomainAllowed({ asked, settings, domain }: OrganizationSituation): boolean {
  if (asked !== undefined && asked !== 'unknown' && asked.hasOwnDomains) return true
  const { allowedDomains } = settings
  return allowedDomains.length === 0 || (domain !== undefined && allowedDomains.includes(domain))
}
