import { requiredRoles, withHandle, type Application } from '#domain/applications'
import {
  findEnterableOrganization,
  findOrganizationByHandle,
  findOrganizationProfile,
  hasSuspendedOrganization,
  listGivingRole,
  type EnterableOrganization,
  type OrganizationProfile,
} from '#domain/organizations'
import { isMember } from '#domain/memberships'
import type { AuthorizationRequest } from './flow.ts'
import {
  chooseOrganization,
  type AskedOrganization,
  type ChoiceFacts,
  type OrganizationChoice,
  type OrganizationSituation,
} from './organization-choice.ts'
import { enterableOf, listOfNew, type OfferContext } from './list-of-new.ts'
import { listOffer } from './list-offer.ts'
import { domainOf } from './list-joined.ts'

interface Person {
  /** Undefined for a new person. */
  readonly userId: string | undefined
  /** The person's address, if it is verified or will be when they sign up. */
  readonly verifiedAddress: string | undefined
}

interface Question {
  readonly facts: ChoiceFacts
  readonly request: Pick<AuthorizationRequest, 'further' | 'redirectUri' | 'redirectPattern'>
  readonly application: Application
  readonly person: Person
}

/** Returns the organization that the person goes to, read from the database now. */
export async function readOrganizationChoice(ctx: OfferContext, question: Question): Promise<OrganizationChoice> {
  const { facts, request, application, person } = question
  const { values: settings } = application.settings
  const roleIds = requiredRoles(application)
  const isAccessControlled = roleIds !== undefined
  const domain = domainOf(person.verifiedAddress)
  const asked = await findAsked(ctx, request, { userId: person.userId, domain })
  const isNew = person.userId === undefined
  const known = { settings, isNew, domain, asked, isAccessControlled }
  if (asked !== undefined) return chooseOrganization({ facts, request }, { ...known, ...NONE })
  const who = { userId: person.userId, domain, roleIds, chosenCode: facts.organizationChosen }
  return chooseOrganization({ facts, request }, { ...known, ...(await readTheirs(ctx, who)) })
}

type MemberOrganizations = Pick<OrganizationSituation, 'theirs' | 'hasMore' | 'hasSuspended' | 'chosen'>

const NONE: MemberOrganizations = { theirs: [], hasMore: false, hasSuspended: false, chosen: undefined }

interface PersonOrDomain {
  readonly userId: string | undefined
  readonly domain: string | undefined
}

async function findAsked(
  ctx: OfferContext,
  request: Question['request'],
  who: PersonOrDomain,
): Promise<AskedOrganization | 'unknown' | undefined> {
  const { db } = ctx
  const code = request.further['org_code']
  if (code === undefined || code === '') return findByAddress(ctx, request, who)
  const profile = await findOrganizationProfile(db, code)
  return profile ? askedOf(ctx, profile, who) : 'unknown'
}

/**
 * Finds the organization that a redirect URI belongs to (A2-9). It only counts where the person is a member, because
 * the request does not name it.
 */
async function findByAddress(
  ctx: OfferContext,
  { redirectUri, redirectPattern }: Question['request'],
  who: PersonOrDomain,
): Promise<AskedOrganization | undefined> {
  const handle = redirectPattern === undefined ? undefined : handleIn(redirectUri, redirectPattern)
  if (handle === undefined) return undefined
  const found = await findOrganizationByHandle(ctx.db, handle)
  const profile = found && (await findOrganizationProfile(ctx.db, found.code))
  const asked = profile && (await askedOf(ctx, profile, who))
  return asked?.isMember === true ? asked : undefined
}

function handleIn(redirectUri: string, pattern: string): string | undefined {
  const label = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9_-]+)/i.exec(redirectUri)?.[1]
  return label !== undefined && withHandle(pattern, label) === redirectUri ? label : undefined
}

async function askedOf(
  { db }: OfferContext,
  profile: OrganizationProfile,
  who: PersonOrDomain,
): Promise<AskedOrganization> {
  const { allowedDomains, isAdvanced, isAutoMembershipEnabled, suspendedAt } = profile
  const key = { organizationId: profile.id }
  const isAdmitted = allowedDomains.length === 0 || (who.domain !== undefined && allowedDomains.includes(who.domain))
  return {
    ...enterableOf(profile),
    isSuspended: suspendedAt !== undefined,
    isMember: who.userId !== undefined && (await isMember(db, key, who.userId)),
    isOpenToThem: isAutoMembershipEnabled && isAdmitted,
    hasOwnDomains: isAdvanced && allowedDomains.length > 0,
  }
}

interface EntryRule extends PersonOrDomain {
  readonly roleIds: readonly string[] | undefined
  readonly chosenCode: string | undefined
}

/**
 * Returns the person's organizations. For a new person, those that they would become a member of; where roles are
 * required, only those that give one of them.
 */
async function readTheirs(
  ctx: OfferContext,
  { userId, domain, roleIds, chosenCode }: EntryRule,
): Promise<MemberOrganizations> {
  const { db } = ctx
  if (userId === undefined) return theirsOf(await listOfSomebodyNew(ctx, domain, roleIds), chosenCode)
  const { options, hasMore } = await listOffer(ctx, { userId, roleIds, text: '', page: 1 })
  const isNone = options.length === 0
  const hasSuspended = isNone && (await hasSuspendedOrganization(db, { userId, roleIds }))
  const wanted = chosenCode === undefined || isNone ? undefined : { userId, roleIds, code: chosenCode }
  const chosen = wanted && (await findEnterableOrganization(db, wanted))
  return { theirs: options, hasMore, hasSuspended, chosen }
}

function theirsOf(all: readonly EnterableOrganization[], chosenCode: string | undefined): MemberOrganizations {
  const theirs = all.filter((one) => !one.isSuspended)
  const chosen = theirs.find(({ code }) => code === chosenCode)
  return { theirs, hasMore: false, hasSuspended: theirs.length < all.length, chosen }
}

async function listOfSomebodyNew(
  ctx: OfferContext,
  domain: string | undefined,
  roleIds: readonly string[] | undefined,
): Promise<readonly EnterableOrganization[]> {
  const { db, environment } = ctx
  const joined = await listOfNew(ctx, domain)
  if (roleIds === undefined || joined.length === 0) return joined
  const business = { businessId: environment.businessId }
  const giving = await listGivingRole(db, business, { ids: joined.map(({ id }) => id), roleIds })
  return joined.filter(({ id }) => giving.includes(id))
}
