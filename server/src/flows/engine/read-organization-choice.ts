import type { Context } from '#platform/context'
import { requiredRoles, withHandle, type Application } from '#domain/applications'
import {
  findJoinedByDefault,
  findOrganizationByHandle,
  findOrganizationProfile,
  isMember,
  listEnterableOrganizations,
  listGivingRole,
  listOrganizationsOfDomain,
  type EnterableOrganization,
  type OrganizationProfile,
} from '#domain/organizations'
import type { AuthorizationRequest, Facts } from './flow.ts'
import { chooseOrganization, type AskedOrganization, type OrganizationChoice } from './organization-choice.ts'

/** As many as a page can show; an application with more has a list of its own, or names the organization. */
const MOST_SHOWN = 100
const MOST_JOINED = 20

interface Person {
  /** Undefined of somebody new. */
  readonly userId: string | undefined
  /** Their address, if it is verified, or will be when they sign up. */
  readonly verifiedAddress: string | undefined
}

interface Question {
  readonly facts: Facts
  readonly request: Pick<AuthorizationRequest, 'further' | 'redirectUri' | 'redirectPattern'>
  readonly application: Application
  readonly person: Person
}

type Reading = Pick<Context, 'db' | 'environment'>

/** Which organization the person goes to, as things are now. */
export async function readOrganizationChoice(ctx: Reading, question: Question): Promise<OrganizationChoice> {
  const { facts, request, application, person } = question
  const { values: settings } = application.settings
  const roleIds = requiredRoles(application)
  const isAccessControlled = roleIds !== undefined
  const domain = domainOf(person.verifiedAddress)
  const asked = await findAsked(ctx, request, { userId: person.userId, domain })
  const theirs = asked === undefined ? await listTheirs(ctx, { userId: person.userId, domain }, roleIds) : []
  const isNew = person.userId === undefined
  return chooseOrganization({ facts, request }, { settings, isNew, domain, asked, isAccessControlled, theirs })
}

interface Who {
  readonly userId: string | undefined
  readonly domain: string | undefined
}

async function findAsked(
  ctx: Reading,
  request: Question['request'],
  who: Who,
): Promise<AskedOrganization | 'unknown' | undefined> {
  const { db, environment } = ctx
  const code = request.further['org_code']
  if (code === undefined || code === '') return findByAddress(ctx, request, who)
  const profile = await findOrganizationProfile(db, environment.id, code)
  return profile ? askedOf(ctx, profile, who) : 'unknown'
}

/** A redirect URI may be of one organization (A2-9). It asks for that one only where it is theirs: nobody named it. */
async function findByAddress(
  ctx: Reading,
  { redirectUri, redirectPattern }: Question['request'],
  who: Who,
): Promise<AskedOrganization | undefined> {
  const handle = redirectPattern === undefined ? undefined : handleIn(redirectUri, redirectPattern)
  if (handle === undefined) return undefined
  const found = await findOrganizationByHandle(ctx.db, ctx.environment.id, handle)
  const profile = found && (await findOrganizationProfile(ctx.db, ctx.environment.id, found.code))
  const asked = profile && (await askedOf(ctx, profile, who))
  return asked?.isMember === true ? asked : undefined
}

function handleIn(redirectUri: string, pattern: string): string | undefined {
  const label = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9_-]+)/i.exec(redirectUri)?.[1]
  return label !== undefined && withHandle(pattern, label) === redirectUri ? label : undefined
}

async function askedOf(
  { db, environment }: Reading,
  profile: OrganizationProfile,
  who: Who,
): Promise<AskedOrganization> {
  const { allowedDomains, isAdvanced, isAutoMembershipEnabled, suspendedAt } = profile
  const key = { environmentId: environment.id, organizationId: profile.id }
  const isAdmitted = allowedDomains.length === 0 || (who.domain !== undefined && allowedDomains.includes(who.domain))
  return {
    ...enterableOf(profile),
    isSuspended: suspendedAt !== undefined,
    isMember: who.userId !== undefined && (await isMember(db, key, who.userId)),
    isOpenToThem: isAutoMembershipEnabled && isAdmitted,
    hasOwnDomains: isAdvanced && allowedDomains.length > 0,
  }
}

function enterableOf({ id, code, name, handle, isDefault, suspendedAt }: OrganizationProfile): EnterableOrganization {
  return { id, code, name, handle, isDefault, isSuspended: suspendedAt !== undefined, lastSignedInAt: undefined }
}

/** Theirs, or of somebody new those that they would become a member of; where roles are required, only with one of them. */
async function listTheirs(
  ctx: Reading,
  { userId, domain }: Who,
  roleIds: readonly string[] | undefined,
): Promise<readonly EnterableOrganization[]> {
  const { db, environment } = ctx
  if (userId !== undefined)
    return listEnterableOrganizations(db, environment.id, { userId, limit: MOST_SHOWN, roleIds })
  const joined = await listOfNew(ctx, domain)
  if (roleIds === undefined || joined.length === 0) return joined
  const business = { environmentId: environment.id, businessId: environment.businessId }
  const giving = await listGivingRole(db, business, { ids: joined.map(({ id }) => id), roleIds })
  return joined.filter(({ id }) => giving.includes(id))
}

/** Those of their domain, or else the default one (O2-16, O2-23). */
async function listOfNew(
  { db, environment }: Reading,
  domain: string | undefined,
): Promise<readonly EnterableOrganization[]> {
  const ofDomain =
    domain === undefined ? [] : await listOrganizationsOfDomain(db, environment.id, { domain, limit: MOST_JOINED })
  if (ofDomain.length > 0) return ofDomain
  const standard = await findJoinedByDefault(db, environment.id)
  return standard ? [enterableOf(standard)] : []
}

/** The organizations that somebody new becomes a member of, whichever of them they enter. */
export async function listJoined(
  ctx: Reading,
  verifiedAddress: string,
  choice: OrganizationChoice,
): Promise<readonly EnterableOrganization[]> {
  if (choice.kind === 'create') return []
  const theirs = await listOfNew(ctx, domainOf(verifiedAddress))
  if (choice.kind !== 'enter' || !choice.isJoining) return theirs
  // The default one is for those who name none.
  return [choice.organization, ...theirs.filter((one) => !one.isDefault && one.id !== choice.organization.id)]
}

function domainOf(address: string | undefined): string | undefined {
  return address?.split('@').at(-1)
}
