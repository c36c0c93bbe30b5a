import { openDnsRecords, type DnsRecords } from '#platform/outbound'

export interface RecordState {
  readonly kind: 'mx' | 'spf' | 'dkim' | 'dmarc'
  /** The name of the record. */
  readonly name: string
  readonly state: 'found' | 'missing' | 'unknown' | 'not_asked'
  readonly value: string | undefined
}

/** The longest record that is shown; keys of DKIM are the longest useful ones. */
const LONGEST_VALUE = 1_000

/** Returns the state of each DNS record that mail from a domain needs to arrive (X5-5). */
export async function readDnsState(
  domain: string,
  { dkimSelector }: { readonly dkimSelector: string | undefined },
): Promise<readonly RecordState[]> {
  const dns = openDnsRecords()
  const dkim =
    dkimSelector === undefined
      ? ({ kind: 'dkim', name: `*._domainkey.${domain}`, state: 'not_asked', value: undefined } as const)
      : readText(dns, { kind: 'dkim', name: `${dkimSelector}._domainkey.${domain}`, form: /(^|;)\s*p=[^;\s]/i })
  return Promise.all([
    readExchanger(dns, domain),
    readText(dns, { kind: 'spf', name: domain, form: /^v=spf1(\s|$)/i }),
    dkim,
    readText(dns, { kind: 'dmarc', name: `_dmarc.${domain}`, form: /^v=DMARC1(\s|;|$)/i }),
  ])
}

async function readExchanger(dns: DnsRecords, domain: string): Promise<RecordState> {
  const takesMail = await dns.takesMail(domain)
  const state = takesMail === undefined ? 'unknown' : takesMail ? 'found' : 'missing'
  return { kind: 'mx', name: domain, state, value: undefined }
}

interface ExpectedRecord {
  readonly kind: RecordState['kind']
  readonly name: string
  readonly form: RegExp
}

async function readText(dns: DnsRecords, { kind, name, form }: ExpectedRecord): Promise<RecordState> {
  const texts = await dns.texts(name)
  if (texts === undefined) return { kind, name, state: 'unknown', value: undefined }
  const value = texts.find((text) => form.test(text))?.slice(0, LONGEST_VALUE)
  return { kind, name, state: value === undefined ? 'missing' : 'found', value }
}
