import { Hono } from 'hono'
import type { Config } from '#platform/config'
import type { Services } from '#platform/context'
import { createScope, type AppEnv } from '#platform/http'
import { findEnvironmentByHost } from '#domain/environments'
import { applicationRoutes } from './domain/applications/routes.ts'
import { environmentRoutes } from './domain/environments/routes.ts'
import { inboxToken } from './first-run.ts'
import { inboxRoutes } from './flows/inbox/routes.tsx'
import { mountManagement } from './flows/management/routes.ts'

export interface AppOptions {
  readonly services: Services
  readonly config: Config
  /** True from the moment the server is asked to stop. */
  readonly isStopping: () => boolean
}

/** The route table: every route this server answers, nothing else. */
export function createApp({ services, config, isStopping }: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(
    createScope({
      services,
      trustedProxies: config.trustedProxies,
      unknownHost: (c) => c.text('unknown host', 421),
      resolveHost: async (host) => {
        const found = await findEnvironmentByHost(services.database.system, host)
        return found && { environment: found, origin: found.origin }
      },
    }),
  )
  app.route('/', inboxRoutes({ config, inboxToken: inboxToken(services.masterKey), isStopping }))
  mountManagement(app, [...applicationRoutes, ...environmentRoutes])
  return app
}
