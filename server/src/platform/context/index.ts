/**
 * What an operation may depend on. Operations name what they use: `Pick<Context, 'db' | 'clock'>`.
 * Built once per request by `#platform/http` from the services of the process and the host the request came through.
 */
import type { Cache } from '#platform/cache'
import type { Clock } from '#platform/clock'
import type { MasterKey, Passwords, Sealer } from '#platform/crypto'
import type { Database, Db } from '#platform/db'
import type { Catalogue } from '#platform/i18n'
import type { Jobs } from '#platform/jobs'
import type { Outbound } from '#platform/outbound'
import type { MailSender } from '#platform/smtp'
import type { Logger } from '#platform/telemetry'

/** What lives as long as the process. */
export interface Services {
  readonly database: Database
  readonly clock: Clock
  readonly cache: Cache
  readonly passwords: Passwords
  readonly masterKey: MasterKey
  readonly jobs: Jobs
  readonly log: Logger
  /** The only way to addresses that somebody else wrote down. */
  readonly outbound: Outbound
  /** Messages of pages and mails, all languages. */
  readonly catalogue: Catalogue
  /** The mail server of the installation; undefined where none is configured. */
  readonly installationMail: MailSender | undefined
}

/** The environment a request belongs to, as its host says. */
export interface EnvironmentScope {
  readonly id: string
  readonly businessId: string
  readonly businessName: string
  readonly name: string
  readonly kind: 'production' | 'development' | 'control'
  /** The origin it has without custom domains; the audience of the Management API hangs on it. */
  readonly builtInOrigin: string
  /** Raw settings of this level and of the one above; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly businessSettings: unknown
  /** Whether its mail goes out through a server of its own. */
  readonly hasMailServer: boolean
  /** Digests of its logos, by colour scheme; they are part of the address that a logo has. */
  readonly logos?: { readonly light?: string; readonly dark?: string }
}

/** Where a request came from. */
export interface Requester {
  /** The client's address; behind a trusted proxy the forwarded one. */
  readonly ip: string
  readonly userAgent: string
}

export interface Context extends Services {
  readonly db: Db
  readonly environment: EnvironmentScope
  /** The registered origin the request came through, without trailing slash; also the `iss` of what is issued. */
  readonly issuer: string
  readonly sealer: Sealer
  readonly requester: Requester
}
