import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { StartupProblem } from '#platform/errors'
import { parseMailFrom, type MailFrom } from './mail-from.ts'

export interface Config {
  /** The public origin, without trailing slash. */
  readonly origin: string
  readonly port: number
  /** How many answer requests. With one the first does; with more each is a further process. */
  readonly processes: number
  /** Address to listen on; undefined: all. */
  readonly listen: string | undefined
  readonly isLoopback: boolean
  readonly dataDirectory: string
  readonly databaseUrl: string | undefined
  readonly databaseDirectUrl: string | undefined
  readonly databasePoolSize: number
  readonly masterKey: string | undefined
  readonly trustedProxies: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]
  /** Networks that may be called although they are not public. */
  readonly outboundAllow: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]
  /** The address to which the first digits of a password's SHA-1 are added. */
  readonly breachUrl: string
  /** Where answers to the challenges of providers are checked. */
  readonly botStopProviders: { readonly turnstile: string; readonly hcaptcha: string }
  readonly smtpUrl: string | undefined
  readonly mailFrom: MailFrom
  /** Twilio's API, or that of another region of it. */
  readonly twilioUrl: string
  readonly rootEnvironment: string | undefined
  readonly adminOrigin: string
  /** Where the same answers without a name that resolvers may not know; see `adminAliasFor`. */
  readonly adminAlias: string | undefined
  /** Where the built console lies; undefined: where the build puts it. */
  readonly consoleDirectory: string | undefined
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

type Variables = Readonly<Record<string, string | undefined>>

/** @throws {StartupProblem} naming the variable, what was read and what is allowed. */
export function parseConfig(variables: Variables): Config {
  const read = (name: string) => (variables[name]?.trim() === '' ? undefined : variables[name]?.trim())
  const port = parseNumber('PORT', read('PORT'), { fallback: 3000, least: 0, most: 65_535 })
  const origin = parseOrigin('GATEHOUSE_URL', read('GATEHOUSE_URL') ?? `http://localhost:${String(port)}`)
  const isLoopback = isLoopbackHost(new URL(origin).hostname)
  return Object.freeze({
    origin,
    port,
    processes: parseNumber('GATEHOUSE_PROCESSES', read('GATEHOUSE_PROCESSES'), { fallback: 1, least: 1, most: 64 }),
    isLoopback,
    listen: parseListen(read('GATEHOUSE_LISTEN'), isLoopback),
    dataDirectory: resolve(read('GATEHOUSE_DATA_DIR') ?? 'data'),
    databaseUrl: parseDatabaseUrl('DATABASE_URL', read('DATABASE_URL')),
    databaseDirectUrl: parseDatabaseUrl('DATABASE_DIRECT_URL', read('DATABASE_DIRECT_URL')),
    databasePoolSize: parseNumber('DATABASE_POOL_SIZE', read('DATABASE_POOL_SIZE'), {
      fallback: 10,
      least: 2,
      most: 200,
    }),
    masterKey: read('GATEHOUSE_MASTER_KEY'),
    trustedProxies: parseNetworks('GATEHOUSE_TRUSTED_PROXIES', read('GATEHOUSE_TRUSTED_PROXIES')),
    outboundAllow: parseOutboundAllow(read('GATEHOUSE_OUTBOUND_ALLOW'), isLoopback),
    breachUrl: parseServiceUrl(
      'GATEHOUSE_BREACH_URL',
      read('GATEHOUSE_BREACH_URL') ?? 'https://api.pwnedpasswords.com/range/',
    ),
    botStopProviders: {
      turnstile: parseServiceUrl(
        'GATEHOUSE_TURNSTILE_URL',
        read('GATEHOUSE_TURNSTILE_URL') ?? 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
      ),
      hcaptcha: parseServiceUrl(
        'GATEHOUSE_HCAPTCHA_URL',
        read('GATEHOUSE_HCAPTCHA_URL') ?? 'https://api.hcaptcha.com/siteverify',
      ),
    },
    smtpUrl: parseSmtpUrl(read('GATEHOUSE_SMTP_URL')),
    mailFrom: readMailFrom(read('GATEHOUSE_MAIL_FROM'), origin),
    twilioUrl: parseOrigin('GATEHOUSE_TWILIO_URL', read('GATEHOUSE_TWILIO_URL') ?? 'https://api.twilio.com'),
    rootEnvironment: read('GATEHOUSE_ROOT_ENVIRONMENT'),
    adminOrigin: parseOrigin('GATEHOUSE_ADMIN_URL', read('GATEHOUSE_ADMIN_URL') ?? adminOriginFor(origin, isLoopback)),
    adminAlias: read('GATEHOUSE_ADMIN_URL') === undefined ? adminAliasFor(origin) : undefined,
    consoleDirectory: read('GATEHOUSE_CONSOLE_DIR'),
    logLevel: parseLogLevel(read('GATEHOUSE_LOG_LEVEL')),
  })
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname)
}

function refuse(name: string, value: string, allowed: string): never {
  throw new StartupProblem(`${name} is "${value}"; it must be ${allowed}.`)
}

function parseNumber(
  name: string,
  value: string | undefined,
  range: { fallback: number; least: number; most: number },
): number {
  if (value === undefined) return range.fallback
  const number = Number(value)
  const fits = /^\d+$/.test(value) && number >= range.least && number <= range.most
  return fits ? number : refuse(name, value, `a whole number from ${String(range.least)} to ${String(range.most)}`)
}

function parseOrigin(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : refuse(name, value, 'an origin such as https://id.example.com')
  const isPlain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (!isPlain || !/^https?:$/.test(url.protocol)) refuse(name, value, 'an http or https origin without a path')
  // Secure cookies are lost on plain http anywhere else, and with them every sign-in.
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    refuse(name, value, 'an https origin, because plain http is only possible on localhost')
  }
  return url.origin
}

function adminOriginFor(origin: string, isLoopback: boolean): string {
  const url = new URL(origin)
  url.hostname = isLoopback ? 'admin.localhost' : `admin.${url.hostname}`
  return url.origin
}

/**
 * Returns a second origin for administrators at a plain-http loopback origin. Names below `localhost` are known to some
 * browsers only, `localhost` and `127.0.0.1` to everybody: the one that the root does not use is another host, so neither
 * cookies nor scripts of the two meet (docs/decisions/0052).
 */
function adminAliasFor(origin: string): string | undefined {
  const url = new URL(origin)
  if (url.protocol !== 'http:') return undefined
  url.hostname = url.hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1'
  return url.origin
}

function parseListen(value: string | undefined, isLoopback: boolean): string | undefined {
  if (value === undefined) return isLoopback ? '127.0.0.1' : undefined
  if (value !== 'localhost' && !ipaddr.isValid(value)) refuse('GATEHOUSE_LISTEN', value, 'an IP address')
  return value
}

function parseDatabaseUrl(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) {
    refuse(name, '(hidden)', 'an address that begins with postgres:// or postgresql://')
  }
  return value
}

function parseSmtpUrl(value: string | undefined): string | undefined {
  if (value !== undefined && !(/^smtps?:\/\/[^/]+/.test(value) && URL.canParse(value))) {
    refuse('GATEHOUSE_SMTP_URL', '(hidden)', 'an address such as smtp://user:password@mail.example.com:587')
  }
  return value
}

/** The address of a service that is called over the network: it must be https, except on this machine. */
function parseServiceUrl(name: string, value: string): string {
  const allowed = 'an https address such as https://api.example.com/range/'
  const url = URL.canParse(value) ? new URL(value) : refuse(name, value, allowed)
  const isEncrypted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!isEncrypted || url.search !== '' || url.username !== '') refuse(name, value, allowed)
  return url.href
}

function readMailFrom(value: string | undefined, origin: string): MailFrom {
  if (value === undefined) return { address: `no-reply@${new URL(origin).hostname}`, name: undefined }
  const allowed = 'an address such as no-reply@example.com or "Meadow <no-reply@example.com>"'
  return parseMailFrom(value) ?? refuse('GATEHOUSE_MAIL_FROM', value, allowed)
}

// On a machine that only its owner reaches, what they develop runs beside this server.
function parseOutboundAllow(value: string | undefined, isLoopback: boolean): Config['outboundAllow'] {
  if (value === 'none') return []
  return parseNetworks('GATEHOUSE_OUTBOUND_ALLOW', value ?? (isLoopback ? '127.0.0.0/8, ::1' : undefined))
}

function parseNetworks(name: string, value: string | undefined): Config['trustedProxies'] {
  const entries = value?.split(/[\s,]+/).filter((entry) => entry !== '') ?? []
  return entries.map((entry) => {
    try {
      return entry.includes('/')
        ? ipaddr.parseCIDR(entry)
        : ([ipaddr.parse(entry), ipaddr.parse(entry).kind() === 'ipv4' ? 32 : 128] as const)
    } catch {
      return refuse(name, entry, 'IP addresses or networks, separated by commas')
    }
  })
}

function parseLogLevel(value: string | undefined): Config['logLevel'] {
  switch (value) {
    case undefined:
      return 'info'
    case 'debug':
    case 'info':
    case 'warn':
    case 'error':
    case 'silent':
      return value
    default:
      return refuse('GATEHOUSE_LOG_LEVEL', value, 'debug, info, warn, error or silent')
  }
}
