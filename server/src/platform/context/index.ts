/**
 * The dependencies of operations. Operations name the ones that they use: `Pick<Context, 'db' | 'clock'>`.
 * `#platform/http` builds the Context once per request, from the services of the process and the host of the request.
 */
import type { BreachedPasswords } from '#platform/breached-passwords'
import type { Cache } from '#platform/cache'
import type { Clock } from '#platform/clock'
import type { MasterKey, Passwords, Sealer } from '#platform/crypto'
import type { Database, Db } from '#platform/db'
import type { Catalogue } from '#platform/i18n'
import type { Jobs } from '#platform/jobs'
import type { Outbound } from '#platform/outbound'
import type { MailSender } from '#platform/smtp'
import type { Logger } from '#platform/telemetry'
import type { Twilio } from '#platform/twilio'

/** Services that live as long as the process. */
export interface Services {
  readonly database: Database
  readonly clock: Clock
  readonly cache: Cache
  readonly passwords: Passwords
  /** Passwords known from breaches, at the service that the operator chose. */
  readonly breachedPasswords: BreachedPasswords
  readonly masterKey: MasterKey
  readonly jobs: Jobs
  readonly log: Logger
  /** The only way to call addresses that users configured. */
  readonly outbound: Outbound
  /** Addresses at which providers of bot stops check the answers of their widgets. */
  readonly botStopProviders: { readonly turnstile: string; readonly hcaptcha: string }
  /** Messages of pages and mails, all languages. */
  readonly catalogue: Catalogue
  /** The mail server of the installation; undefined where none is configured. */
  readonly installationMail: MailSender | undefined
  /** Sends text messages; whose accounts it uses, its caller says. */
  readonly twilio: Twilio
}

/** The environment of a request, by its host. */
export interface EnvironmentScope {
  readonly id: string
  readonly businessId: string
  readonly businessName: string
  readonly name: string
  readonly kind: 'production' | 'development' | 'control'
  /** The origin without custom domains; the audience of the Management API depends on it. */
  readonly builtInOrigin: string
  /** Raw settings of this level and of the one above; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly businessSettings: unknown
  /** Whether its mail goes out through a server of its own. */
  readonly hasMailServer: boolean
  /** Whether it has a provider of text messages, and for which uses. */
  readonly sms: SmsScope
  /** Digests of its logos, by colour scheme; they are part of a logo's address. */
  readonly logos?: { readonly light?: string; readonly dark?: string }
}

/** The uses of text messages in an environment. */
export interface SmsScope {
  readonly hasProvider: boolean
  readonly isForSignIn: boolean
  readonly isForFactors: boolean
}

/** The source of a request. */
export interface Requester {
  /** The client's address; behind a trusted proxy the forwarded one. */
  readonly ip: string
  readonly userAgent: string
}

export interface Context extends Services {
  readonly db: Db
  readonly environment: EnvironmentScope
  /** The registered origin of the request, without trailing slash; also the `iss` of everything issued. */
  readonly issuer: string
  readonly sealer: Sealer
  readonly requester: Requester
}
