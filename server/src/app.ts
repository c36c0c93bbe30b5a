import { join } from 'node:path'
import { Hono } from 'hono'
import type { Config } from '#platform/config'
import type { Services } from '#platform/context'
import { answerFailure, createScope, keepSafe, limitAddress, RememberingRouter, type AppEnv } from '#platform/http'
import { findEnvironmentByHost } from '#domain/environments'
import { readLogoDigests } from '#domain/logos'
import { activityRoutes } from './domain/activity/routes.ts'
import { applicationPartRoutes, applicationRoutes } from './domain/applications/routes.ts'
import { checklistRoutes } from './domain/checklist/routes.ts'
import { credentialRoutes } from './domain/credentials/routes.ts'
import { tokenCustomizationRoutes } from './domain/claims/routes.ts'
import { demoRoutes } from './domain/demo/routes.ts'
import { connectionRoutes } from './domain/connections/routes.ts'
import { environmentVariableRoutes } from './domain/environment-variables/routes.ts'
import { botStopRoutes } from './domain/environments/bot-stop/routes.ts'
import { mailSettingsRoutes } from './domain/environments/mail/routes.ts'
import { environmentMfaRoutes } from './domain/environments/mfa/routes.ts'
import { smsSettingsRoutes } from './domain/environments/sms/routes.ts'
import { passkeyPolicyRoutes } from './domain/environments/passkeys/routes.ts'
import { environmentRoutes } from './domain/environments/routes.ts'
import { businessRoutes } from './domain/installation/business/routes.ts'
import { businessesRoutes } from './domain/installation/businesses/routes.ts'
import { administratorMfaRoutes } from './domain/installation/administrator-mfa/routes.ts'
import { goLiveRoutes } from './domain/installation/go-live/routes.ts'
import { managingRoutes } from './domain/installation/managing/routes.ts'
import { eventRoutes } from './domain/events/routes.ts'
import { featureFlagRoutes } from './domain/feature-flags/routes.ts'
import { accessRoleRoutes } from './domain/memberships/access-roles/routes.ts'
import { memberRoutes } from './domain/memberships/routes.ts'
import { jobRoutes } from './domain/jobs/routes.ts'
import { identityRoutes } from './domain/directory/identities/routes.ts'
import { organizationRoutes } from './domain/directory/organizations/routes.ts'
import { userChangeRoutes } from './domain/directory/users/routes.ts'
import { passkeyRoutes } from './domain/passkeys/routes.ts'
import { permissionRoutes } from './domain/permissions/routes.ts'
import { importRoutes } from './domain/imports/routes.ts'
import { logoRoutes } from './domain/logos/routes.ts'
import { propertyRoutes } from './domain/properties/routes.ts'
import { resourceServerRoutes } from './domain/resource-servers/routes.ts'
import { roleRoutes } from './domain/roles/routes.ts'
import { agreementRoutes } from './domain/agreements/routes.ts'
import { logoutDeliveryRoutes } from './domain/backchannel-logout/routes.ts'
import { grantRoutes } from './domain/grants/routes.ts'
import { searchRoutes } from './domain/search/routes.ts'
import { sessionRoutes } from './domain/sessions/routes.ts'
import { signingKeyRoutes } from './domain/signing-keys/routes.ts'
import { subscriberRoutes } from './domain/subscribers/routes.ts'
import { teamRoutes } from './domain/team/routes.ts'
import { tokenRoutes } from './domain/tokens/routes.ts'
import { deletedUserRoutes } from './domain/users/deleted/routes.ts'
import { traceRoutes } from './domain/traces/routes.ts'
import { userRoutes } from './domain/users/routes.ts'
import { userSearchRoutes } from './domain/users/search/routes.ts'
import { inboxToken } from './first-run.ts'
import { mountAccount } from './flows/account/routes.tsx'
import { mountAccountApi } from './flows/account-api/routes.ts'
import { brandRoutes } from './flows/brand/routes.ts'
import { consoleFiles } from './flows/console/index.ts'
import { mountConsole } from './flows/console/routes.tsx'
import { exportRoutes } from './flows/exports/routes.ts'
import { mountHome } from './flows/home/routes.tsx'
import { invitationRoutes, mountInvitations } from './flows/invitations/routes.tsx'
import { inboxRoutes } from './flows/inbox/routes.tsx'
import { personFactorRoutes } from './flows/person-factors/routes.ts'
import { setupRoutes } from './flows/setup/routes.tsx'
import { mountAssets } from './flows/assets/routes.ts'
import { mountManagement } from './flows/management/routes.ts'
import { mountAuthorization } from './flows/oauth/authorization/routes.ts'
import { mountDevice } from './flows/oauth/device/routes.ts'
import { mountDiscovery } from './flows/oauth/discovery/routes.ts'
import { mountIntrospection } from './flows/oauth/introspection/routes.ts'
import { mountLogout } from './flows/oauth/logout/routes.tsx'
import { mountRevocation } from './flows/oauth/revocation/routes.ts'
import { mountToken } from './flows/oauth/token/routes.ts'
import { mountUserinfo } from './flows/oauth/userinfo/routes.ts'
import { answerErrorPage, answerUnknownHost } from './flows/pages/index.ts'
import { guarded } from './flows/signin/index.ts'
import { testMailRoutes } from './flows/test-mail/routes.ts'
import { testSmsRoutes } from './flows/test-sms/routes.ts'
import { mountSignin } from './flows/signin/routes.ts'
import { mountHealth } from './health.ts'

export interface AppOptions {
  readonly services: Services
  readonly config: Config
  /** True from the moment the server is asked to stop. */
  readonly isStopping: () => boolean
}

/** The operations of the Management API, in the order its document lists them. */
const MANAGEMENT_ROUTES = [
  ...activityRoutes,
  ...agreementRoutes,
  ...applicationRoutes,
  ...accessRoleRoutes,
  ...applicationPartRoutes,
  ...checklistRoutes,
  ...credentialRoutes,
  ...demoRoutes,
  ...environmentRoutes,
  ...environmentMfaRoutes,
  ...passkeyPolicyRoutes,
  ...businessRoutes,
  ...businessesRoutes,
  ...managingRoutes,
  ...administratorMfaRoutes,
  ...goLiveRoutes,
  ...mailSettingsRoutes,
  ...smsSettingsRoutes,
  ...botStopRoutes,
  ...brandRoutes,
  ...connectionRoutes,
  ...environmentVariableRoutes,
  ...eventRoutes,
  ...featureFlagRoutes,
  ...grantRoutes,
  ...logoutDeliveryRoutes,
  ...jobRoutes,
  ...logoRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...passkeyRoutes,
  ...permissionRoutes,
  ...personFactorRoutes,
  ...propertyRoutes,
  ...resourceServerRoutes,
  ...roleRoutes,
  ...sessionRoutes,
  ...signingKeyRoutes,
  ...subscriberRoutes,
  ...teamRoutes,
  ...invitationRoutes,
  ...testMailRoutes,
  ...testSmsRoutes,
  ...tokenCustomizationRoutes,
  ...tokenRoutes,
  ...traceRoutes,
  ...userRoutes,
  ...userChangeRoutes,
  ...deletedUserRoutes,
  ...identityRoutes,
  ...userSearchRoutes,
  ...searchRoutes,
]

/** Where the build of the console puts it. */
const CONSOLE = join(import.meta.dirname, '..', '..', 'console', 'dist')

/** The route table: every route this server answers, nothing else. */
export function createApp({ services, config, isStopping }: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ router: new RememberingRouter() })
  app.onError(answerFailure(services.log))
  app.use(limitAddress)
  app.use(keepSafe)
  mountHealth(app, { services, isStopping })
  app.use(
    createScope({
      services,
      trustedProxies: config.trustedProxies,
      unknownHost: (c) => answerUnknownHost(c, { ...config, catalogue: services.catalogue }),
      resolveHost: async (host) => {
        const found = await findEnvironmentByHost(services.database.system, host)
        if (!found) return undefined
        const logos = await readLogoDigests(services.database.environment(found.id, found.businessId))
        return { environment: { ...found, logos }, origin: found.origin }
      },
    }),
  )
  app.route('/', inboxRoutes({ config, inboxToken: inboxToken(services.masterKey), isStopping }))
  app.route('/', setupRoutes({ inboxHref: config.smtpUrl === undefined ? `${config.origin}/dev/inbox` : undefined }))
  mountHome(app, { controlOrigin: config.adminOrigin })
  mountManagement(app, MANAGEMENT_ROUTES)
  mountInvitations(app)
  mountConsole(app, { files: consoleFiles(config.consoleDirectory ?? CONSOLE), endpoints: MANAGEMENT_ROUTES })
  mountAccount(app)
  mountAccountApi(app)
  mountDiscovery(app)
  mountAssets(app)
  mountAuthorization(app)
  mountToken(app)
  mountRevocation(app)
  mountIntrospection(app)
  mountDevice(app)
  mountUserinfo(app)
  mountLogout(app)
  mountSignin(app)
  app.notFound((c) => guarded(c, async () => answerErrorPage(c, { kind: 'not_found' })))
  return app
}
