// Made from the migrated schema: run `npm run tables -w server` after a migration. Do not edit.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>

export interface AccessTokens {
  environment_id: string
  id: string
  issued_at: Date
  grant_id: string | null
  application_id: string
  audiences: string[]
  expires_at: Date
  sealed: Buffer | null
  revoked_at: Date | null
  claims_as_of: Date | null
}

export interface ActivityDays {
  environment_id: string
  day: unknown
  measure: string
  detail: string
  count: string
}

export interface ActivityPeople {
  environment_id: string
  user_id: string
  last_day: unknown
}

export interface ActivityProgress {
  environment_id: string
  counted_before: Date
}

export interface ActivityReturns {
  environment_id: string
  day: unknown
  previous_day: unknown
  count: string
}

export interface AddressClaims {
  environment_id: string
  id: string
  user_id: string
  session_id: string
  kind: string
  value: string
  normalized: string
  digest: Buffer
  tries: Generated<number>
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface AddressUndos {
  environment_id: string
  id: string
  user_id: string
  token_digest: Buffer
  former: Json | null
  added_identity_id: string | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface Administrators {
  environment_id: string
  user_id: string
  role: string
  created_at: Date
}

export interface Agreements {
  environment_id: string
  user_id: string
  accepted_at: Date
  terms_url: string | null
  privacy_url: string | null
}

export interface ApplicationAccessRoles {
  environment_id: string
  application_id: string
  role_id: string
  business_id: string
  created_at: Date
}

export interface ApplicationApiGrants {
  environment_id: string
  application_id: string
  resource_server_id: string
  created_at: Date
  is_limited: Generated<boolean>
}

export interface ApplicationProperties {
  environment_id: string
  application_id: string
  property_id: string
  value: string
  updated_at: Date
}

export interface ApplicationScopes {
  environment_id: string
  application_id: string
  resource_server_id: string
  scope_id: string
  created_at: Date
}

export interface ApplicationSecrets {
  environment_id: string
  id: string
  application_id: string
  digest: Buffer
  created_at: Date
  is_previous: Generated<boolean>
}

export interface Applications {
  environment_id: string
  id: string
  name: string
  type: string
  organization_id: string | null
  redirect_uris: Generated<string[]>
  logout_uris: Generated<string[]>
  login_uri: string | null
  homepage_uri: string | null
  management_scopes: Generated<string[]>
  settings: ColumnType<unknown, string | undefined, string>
  created_at: Date
  updated_at: Date
  is_management_api_authorized: Generated<boolean>
  client_keys: ColumnType<unknown, string | undefined, string>
  backchannel_logout_uri: string | null
  built_in: string | null
}

export interface AuditEntries {
  environment_id: string
  id: string
  occurred_at: Date
  action: string
  actor: Json
  subject: string | null
  outcome: string
  ip: string | null
  data: Json
}

export interface AuthorizationCodes {
  environment_id: string
  id: string
  digest: Buffer
  grant_id: string
  application_id: string
  redirect_uri: string
  code_challenge: string | null
  nonce: Buffer | null
  issuer: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface AwaitedIdentities {
  environment_id: string
  kind: string
  connection_name: string
  normalized: string
  value: string
  email: string | null
  user_id: string
  created_at: Date
}

export interface Businesses {
  id: string
  code: string
  name: string
  host_label: string
  created_at: Date
  deleted_at: Date | null
  email: string | null
  phone: string | null
  industry_key: string | null
  timezone: string | null
  settings: ColumnType<unknown, string | undefined, string>
}

export interface Checklists {
  environment_id: string
  put_away_at: Date | null
  mail_seen_at: Date | null
}

export interface ClientAssertions {
  environment_id: string
  id: string
  application_id: string
  digest: Buffer
  expires_at: Date
}

export interface Connections {
  environment_id: string
  id: string
  strategy: string
  created_at: Date
}

export interface DataKeys {
  environment_id: string
  id: string
  wrapped: Buffer
  created_at: Date
}

export interface DeclinedFactors {
  environment_id: string
  user_id: string
  declined_at: Date
}

export interface DeletedUsers {
  environment_id: string
  id: string
  given_name: string | null
  family_name: string | null
  picture: string | null
  agreements: Json
  last_signed_in_at: Date | null
  created_at: Date
  deleted_at: Date
}

export interface DemoItems {
  environment_id: string
  kind: string
  name: string
}

export interface Demos {
  environment_id: string
  created_at: Date
  finished_at: Date | null
}

export interface DeviceCodes {
  environment_id: string
  id: string
  digest: Buffer
  user_code_digest: Buffer
  application_id: string
  scopes: string[]
  audiences: string[]
  issuer: string
  requested_ip: string
  requested_user_agent: string
  state: string
  interval_seconds: number
  last_polled_at: Date | null
  claimed_by: Buffer | null
  grant_id: string | null
  decided_at: Date | null
  created_at: Date
  expires_at: Date
  api_scopes: string[] | null
  former_claimants: Generated<Buffer[]>
}

export interface EnvironmentFeatureFlags {
  environment_id: string
  flag_id: string
  business_id: string
  value: Json
  updated_at: Date
}

export interface EnvironmentLogos {
  environment_id: string
  theme: string
  file_name: string
  image: Buffer
  digest: string
  created_at: Date
}

export interface EnvironmentVariables {
  environment_id: string
  id: string
  key: string
  is_secret: boolean
  sealed_value: Buffer
  created_at: Date
  updated_at: Date
}

export interface Environments {
  id: string
  business_id: string
  code: string
  name: string
  kind: string
  settings: ColumnType<unknown, string | undefined, string>
  created_at: Date
  deleted_at: Date | null
  is_live: Generated<boolean>
  smtp_password_sealed: Buffer | null
  sms_token_sealed: Buffer | null
  sms_fallback_token_sealed: Buffer | null
  bot_stop_secret_sealed: Buffer | null
}

export interface Events {
  environment_id: string
  id: string
  occurred_at: Date
  type: string
  version: Generated<number>
  actor: Json
  subject: string | null
  organization_id: string | null
  data: Json
  source: string
  actor_id: Generated<string | null>
  trace_id: string | null
}

export interface FactorExemptConnections {
  environment_id: string
  organization_id: string
  connection_id: string
  created_at: Date
}

export interface FactorExemptRoles {
  environment_id: string
  organization_id: string
  role_id: string
  business_id: string
  created_at: Date
}

export interface Factors {
  environment_id: string
  id: string
  user_id: string
  kind: string
  address: string | null
  address_normalized: string | null
  seed_sealed: Buffer | null
  last_step: number | null
  created_at: Date
  usage_count: Generated<number>
  last_used_at: Date | null
}

export interface FeatureFlags {
  business_id: string
  id: string
  key: string
  name: string
  description: Generated<string>
  type: string
  default_value: Json
  override_level: string
  created_at: Date
  deleted_at: Date | null
}

export interface FlowTraces {
  environment_id: string
  id: string
  created_at: Date
  steps: Json
  updated_at: Date
  kind: string
  outcome: string
  reason: string
  code: string | null
  application_id: string | null
  user_id: string | null
  organization_id: string | null
  session_id: string | null
  ip: string
  user_agent: string
}

export interface Flows {
  environment_id: string
  id: string
  browser_digest: Buffer
  application_id: string
  request: Json
  facts: Json
  version: number
  created_at: Date
  expires_at: Date
  finished_at: Date | null
  result_sealed: Buffer | null
}

export interface Grants {
  environment_id: string
  id: string
  application_id: string
  user_id: string
  organization_id: string | null
  session_id: string | null
  scopes: string[]
  audiences: string[]
  method: string
  amr: string[]
  authenticated_at: Date
  created_at: Date
  revoked_at: Date | null
  id_token_claims: Generated<string[]>
  userinfo_claims: Generated<string[]>
  api_scopes: string[] | null
}

export interface Hosts {
  host: string
  environment_id: string
  origin: string
  is_built_in: boolean
  is_primary: boolean
  created_at: Date
}

export interface Identities {
  environment_id: string
  id: string
  user_id: string
  kind: string
  value: string
  normalized: string
  is_primary: boolean
  verified_at: Date | null
  created_at: Date
  connection_id: string | null
  email: string | null
  last_signed_in_at: Date | null
  total_sign_ins: Generated<number>
}

export interface ImportKeys {
  environment_id: string
  import_id: string
  key: string
}

export interface ImportParts {
  environment_id: string
  import_id: string
  starts_at: string
  content_sealed: Buffer
}

export interface ImportProblems {
  environment_id: string
  import_id: string
  row_number: number
  code: string
  message: string
}

export interface Imports {
  environment_id: string
  id: string
  kind: string
  format: string
  is_dry_run: boolean
  state: string
  scopes: string[]
  author: Json
  header_sealed: Buffer | null
  size_bytes: Generated<string>
  done_bytes: Generated<string>
  done_rows: Generated<number>
  created_rows: Generated<number>
  existing_rows: Generated<number>
  refused_rows: Generated<number>
  created_at: Date
  finished_at: Date | null
  sealed_rows: Generated<number>
}

export interface Installation {
  id: Generated<boolean>
  control_environment_id: string | null
  clock_offset_ms: Generated<string>
  created_at: Date
  base_origin: string | null
  root_business_id: string | null
}

export interface Invitations {
  environment_id: string
  id: string
  kind: string
  target: string
  role: string
  email: string
  email_normalized: string
  digest: Buffer
  inviter: Json
  created_at: Date
  expires_at: Date
  accepted_at: Date | null
  accepted_by: string | null
  revoked_at: Date | null
}

export interface LogoutDeliveries {
  environment_id: string
  application_id: string
  delivered_at: Date | null
  failed_at: Date | null
  problem: string | null
}

export interface LogoutNotices {
  environment_id: string
  id: string
  application_id: string
  user_id: string
  session_id: string
  issuer: string
  created_at: Date
  due_at: Date
  tries: Generated<number>
  problem: string | null
}

export interface MailMessages {
  environment_id: string
  id: string
  created_at: Date
  recipient: string
  recipient_normalized: string
  purpose: string
  content_sealed: Buffer | null
  is_kept: boolean
  state: string
  tries: Generated<number>
  last_error: string | null
  sent_at: Date | null
}

export interface MembershipApiScopes {
  environment_id: string
  organization_id: string
  user_id: string
  resource_server_id: string
  scope_id: string
  created_at: Date
}

export interface MembershipPermissions {
  environment_id: string
  organization_id: string
  user_id: string
  permission_id: string
  business_id: string
  created_at: Date
}

export interface MembershipRoles {
  environment_id: string
  organization_id: string
  user_id: string
  role_id: string
  business_id: string
  created_at: Date
}

export interface Memberships {
  environment_id: string
  organization_id: string
  user_id: string
  created_at: Date
  last_signed_in_at: Date | null
  sort_name: Generated<string>
  sort_email: Generated<string>
}

export interface OneTimeCodes {
  environment_id: string
  id: string
  flow_id: string
  purpose: string
  destination: string
  digest: Buffer
  tries: Generated<number>
  created_at: Date
  expires_at: Date
  used_at: Date | null
  voided_at: Date | null
}

export interface OrganizationDefaultRoles {
  environment_id: string
  organization_id: string
  role_id: string
  business_id: string
}

export interface OrganizationDomains {
  environment_id: string
  organization_id: string
  domain: string
}

export interface OrganizationFeatureFlags {
  environment_id: string
  organization_id: string
  flag_id: string
  business_id: string
  value: Json
  updated_at: Date
}

export interface OrganizationHandles {
  business_id: string
  handle: string
  environment_id: string
  organization_id: string
}

export interface OrganizationLogos {
  environment_id: string
  organization_id: string
  theme: string
  file_name: string
  image: Buffer
  digest: string
  created_at: Date
}

export interface OrganizationProperties {
  environment_id: string
  organization_id: string
  property_id: string
  value: string
  updated_at: Date
}

export interface Organizations {
  environment_id: string
  id: string
  code: string
  name: string
  handle: string | null
  external_id: string | null
  is_default: Generated<boolean>
  settings: ColumnType<unknown, string | undefined, string>
  created_at: Date
  is_auto_membership_enabled: Generated<boolean>
  is_auto_join_domain_list: Generated<boolean>
  is_advanced: Generated<boolean>
  suspended_at: Date | null
}

export interface PasskeyRefusals {
  environment_id: string
  user_id: string
  refused_at: Date
}

export interface Passkeys {
  environment_id: string
  id: string
  user_id: string
  credential_id: Buffer
  public_key: Buffer
  rp_id: string
  user_handle: Buffer
  aaguid: string
  transports: string[]
  is_synced: boolean
  sign_count: string
  name: string | null
  created_at: Date
  last_used_at: Date | null
}

export interface PasswordCredentials {
  environment_id: string
  user_id: string
  hash: string
  is_temporary: Generated<boolean>
  created_at: Date
  verify_ms: number | null
  password_id: Generated<string>
  import_id: string | null
}

export interface Permissions {
  business_id: string
  id: string
  key: string
  name: string
  description: Generated<string>
  created_at: Date
  deleted_at: Date | null
}

export interface PlaygroundRequests {
  environment_id: string
  id: string
  state_digest: Buffer
  console_session: string
  browser_digest: Buffer
  verifier_sealed: Buffer
  redirect_uri: string
  flow_id: string | null
  created_at: Date
  expires_at: Date
}

export interface PostedMessages {
  environment_id: string
  id: string
  digest: Buffer
  body: string
  created_at: Date
  expires_at: Date
}

export interface Properties {
  environment_id: string
  id: string
  category_id: string
  key: string
  name: string
  description: Generated<string>
  type: string
  context: string
  is_private: boolean
  is_built_in: Generated<boolean>
  created_at: Date
  deleted_at: Date | null
}

export interface PropertyCategories {
  environment_id: string
  id: string
  name: string
  context: string
  created_at: Date
}

export interface RateLimits {
  environment_id: string
  bucket: string
  count: number
  window_ends_at: Date
}

export interface RecoveryCodes {
  environment_id: string
  id: string
  user_id: string
  digest: Buffer
  created_at: Date
  used_at: Date | null
}

export interface RefreshTokens {
  environment_id: string
  id: string
  digest: Buffer
  grant_id: string
  application_id: string
  issuer: string
  created_at: Date
  expires_at: Date
  rotated_at: Date | null
  successor_sealed: Buffer | null
}

export interface ResourceServerScopes {
  environment_id: string
  id: string
  resource_server_id: string
  key: string
  description: Generated<string>
  created_at: Date
}

export interface ResourceServers {
  environment_id: string
  id: string
  name: string
  audience: string
  created_at: Date
  token_typ: Generated<string>
}

export interface RoleApiScopes {
  environment_id: string
  role_id: string
  resource_server_id: string
  scope_id: string
  business_id: string
  created_at: Date
}

export interface RolePermissions {
  business_id: string
  role_id: string
  permission_id: string
  created_at: Date
}

export interface RoleSystemPermissions {
  business_id: string
  role_id: string
  key: string
  created_at: Date
}

export interface Roles {
  business_id: string
  id: string
  key: string
  name: string
  description: Generated<string>
  is_default: Generated<boolean>
  is_assigned_to_creator: Generated<boolean>
  assignment_permission_id: string | null
  created_at: Date
  deleted_at: Date | null
}

export interface SchemaMigrations {
  version: number
  name: string
  digest: string
  applied_at: Date
}

export interface Sessions {
  environment_id: string
  id: string
  token_digest: Buffer
  user_id: string
  method: string
  amr: string[]
  authenticated_at: Date
  last_active_at: Date
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  ip: string | null
  user_agent: string | null
  last_ip: string | null
  last_user_agent: string | null
  issuer: string | null
  application_id: string | null
  factors: Generated<string[]>
}

export interface SetupLinks {
  environment_id: string
  id: string
  digest: Buffer
  created_at: Date
  used_at: Date | null
}

export interface SigningKeys {
  environment_id: string
  id: string
  kid: string
  public_jwk: Json
  private_key_sealed: Buffer
  created_at: Date
  activates_at: Date
  generation: number
  longest_lifetime_seconds: Generated<number>
  revoked_at: Date | null
}

export interface SmsMessages {
  environment_id: string
  id: string
  created_at: Date
  recipient: string
  purpose: string
  content_sealed: Buffer | null
  is_kept: boolean
  state: string
  source_address: string | null
  counted_at: Date | null
  tries: Generated<number>
  problem: string | null
  account_sid: string | null
  provider_message: string | null
  is_fallback: Generated<boolean>
  sent_at: Date | null
  report_due_at: Date | null
}

export interface SpentPasskeyChallenges {
  environment_id: string
  id: string
  digest: Buffer
  expires_at: Date
}

export interface Subscribers {
  environment_id: string
  id: string
  email: string
  normalized: string
  first_name: string
  last_name: string
  sort_name: string
  created_at: Date
}

export interface TeamMembers {
  environment_id: string
  managed_business: string
  user_id: string
  role: string
  created_at: Date
}

export interface Tombstones {
  environment_id: string
  id: string
  kind: string
  deleted_at: Date
}

export interface TrustedDevices {
  environment_id: string
  id: string
  user_id: string
  organization_id: string | null
  digest: Buffer
  factor: string
  ip: string | null
  user_agent: string | null
  created_at: Date
  last_used_at: Date | null
  expires_at: Date
}

export interface UsedChallenges {
  environment_id: string
  id: string
  expires_at: Date
}

export interface UserFeatureFlags {
  environment_id: string
  user_id: string
  flag_id: string
  business_id: string
  value: Json
  updated_at: Date
}

export interface UserProperties {
  environment_id: string
  user_id: string
  property_id: string
  value: string
  search_value: string
  updated_at: Date
}

export interface UserSearchWords {
  environment_id: string
  user_id: string
  word: string
}

export interface Users {
  environment_id: string
  id: string
  given_name: string | null
  family_name: string | null
  picture: string | null
  provided_id: string | null
  is_suspended: Generated<boolean>
  is_password_reset_requested: Generated<boolean>
  profile_updated_at: Date
  claims_changed_at: Date
  last_signed_in_at: Date | null
  total_sign_ins: Generated<number>
  failed_sign_ins: Generated<number>
  created_at: Date
}

export interface DB {
  access_tokens: AccessTokens
  activity_days: ActivityDays
  activity_people: ActivityPeople
  activity_progress: ActivityProgress
  activity_returns: ActivityReturns
  address_claims: AddressClaims
  address_undos: AddressUndos
  administrators: Administrators
  agreements: Agreements
  application_access_roles: ApplicationAccessRoles
  application_api_grants: ApplicationApiGrants
  application_properties: ApplicationProperties
  application_scopes: ApplicationScopes
  application_secrets: ApplicationSecrets
  applications: Applications
  audit_entries: AuditEntries
  authorization_codes: AuthorizationCodes
  awaited_identities: AwaitedIdentities
  businesses: Businesses
  checklists: Checklists
  client_assertions: ClientAssertions
  connections: Connections
  data_keys: DataKeys
  declined_factors: DeclinedFactors
  deleted_users: DeletedUsers
  demo_items: DemoItems
  demos: Demos
  device_codes: DeviceCodes
  environment_feature_flags: EnvironmentFeatureFlags
  environment_logos: EnvironmentLogos
  environment_variables: EnvironmentVariables
  environments: Environments
  events: Events
  factor_exempt_connections: FactorExemptConnections
  factor_exempt_roles: FactorExemptRoles
  factors: Factors
  feature_flags: FeatureFlags
  flow_traces: FlowTraces
  flows: Flows
  grants: Grants
  hosts: Hosts
  identities: Identities
  import_keys: ImportKeys
  import_parts: ImportParts
  import_problems: ImportProblems
  imports: Imports
  installation: Installation
  invitations: Invitations
  logout_deliveries: LogoutDeliveries
  logout_notices: LogoutNotices
  mail_messages: MailMessages
  membership_api_scopes: MembershipApiScopes
  membership_permissions: MembershipPermissions
  membership_roles: MembershipRoles
  memberships: Memberships
  one_time_codes: OneTimeCodes
  organization_default_roles: OrganizationDefaultRoles
  organization_domains: OrganizationDomains
  organization_feature_flags: OrganizationFeatureFlags
  organization_handles: OrganizationHandles
  organization_logos: OrganizationLogos
  organization_properties: OrganizationProperties
  organizations: Organizations
  passkey_refusals: PasskeyRefusals
  passkeys: Passkeys
  password_credentials: PasswordCredentials
  permissions: Permissions
  playground_requests: PlaygroundRequests
  posted_messages: PostedMessages
  properties: Properties
  property_categories: PropertyCategories
  rate_limits: RateLimits
  recovery_codes: RecoveryCodes
  refresh_tokens: RefreshTokens
  resource_server_scopes: ResourceServerScopes
  resource_servers: ResourceServers
  role_api_scopes: RoleApiScopes
  role_permissions: RolePermissions
  role_system_permissions: RoleSystemPermissions
  roles: Roles
  schema_migrations: SchemaMigrations
  sessions: Sessions
  setup_links: SetupLinks
  signing_keys: SigningKeys
  sms_messages: SmsMessages
  spent_passkey_challenges: SpentPasskeyChallenges
  subscribers: Subscribers
  team_members: TeamMembers
  tombstones: Tombstones
  trusted_devices: TrustedDevices
  used_challenges: UsedChallenges
  user_feature_flags: UserFeatureFlags
  user_properties: UserProperties
  user_search_words: UserSearchWords
  users: Users
}
