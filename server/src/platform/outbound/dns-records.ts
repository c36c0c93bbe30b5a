import dns from 'node:dns'
import { Resolver } from 'node:dns/promises'

const TIMEOUT_MS = 2_000

export interface DnsRecords {
  /** The texts at a name; empty where there are none, undefined where that could not be found out. */
  texts(name: string): Promise<readonly string[] | undefined>
  /** Whether mail for a domain is taken anywhere; undefined where that could not be found out. */
  takesMail(domain: string): Promise<boolean | undefined>
}

/** Reads public DNS records, by the servers that this process uses. */
export function openDnsRecords(): DnsRecords {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 })
  // By the module itself: a function imported by name stays with the servers of the start.
  resolver.setServers(dns.getServers())
  return {
    texts: (name) => orNone(async () => (await resolver.resolveTxt(name)).map((parts) => parts.join('')), []),
    // A host of "." says that no mail is taken (RFC 7505).
    takesMail: (domain) =>
      orNone(async () => (await resolver.resolveMx(domain)).some(({ exchange }) => !/^\.?$/.test(exchange)), false),
  }
}

async function orNone<T>(ask: () => Promise<T>, none: T): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENODATA' || code === 'ENOTFOUND' ? none : undefined
  }
}
