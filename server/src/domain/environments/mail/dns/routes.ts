import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { Conflict } from '#platform/errors'
import { endpoint, success, successOf } from '#platform/http'
import { ownServerOf } from '../own-server.ts'
import { findMailSettings } from '../queries.ts'
import { readDnsState } from './read-dns-state.ts'

const Selector = z
  .string()
  .max(63)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/, 'must be a selector such as "resend"')

const Record = z.object({
  kind: z.enum(['mx', 'spf', 'dkim', 'dmarc']),
  name: z.string().meta({ description: 'Where it is looked for.', example: '_dmarc.example.com' }),
  state: z.enum(['found', 'missing', 'unknown', 'not_asked']).meta({
    description: '`unknown`: the DNS could not be read; `not_asked`: DKIM, where no selector was sent.',
  }),
  value: z.string().nullable().meta({ description: 'The record, where it was found; null for `mx`.' }),
})

const reading = endpoint({
  method: 'get',
  path: '/api/v1/environment/mail/dns',
  operationId: 'getMailDnsState',
  tag: 'Settings',
  summary: 'Get the DNS records of the sender domain',
  description:
    'Whether the domain of `sender_email` takes mail and has SPF, DKIM and DMARC, as this server reads the DNS now. ' +
    'Not part of the published contract: an operation of our own.',
  scope: 'read:environments',
  query: z.object({
    dkim_selector: Selector.optional().meta({ description: 'The label that your mail provider signs under.' }),
  }),
  answers: [200, successOf({ domain: z.string(), records: z.array(Record) })],
  errors: { 409: ['NO_SENDER_EMAIL'] },
  async handle({ database, environment, installationMail }, { query: { dkim_selector: dkimSelector } }) {
    const stored = await findMailSettings(database.system, environment.id)
    const sender = ownServerOf(stored?.settings)?.sender ?? installationMail?.from
    if (!sender) throw new Conflict('NO_SENDER_EMAIL', 'No mail leaves this environment, so there is no sender domain.')
    const domain = domainToASCII(sender.address.slice(sender.address.lastIndexOf('@') + 1))
    const records = await readDnsState(domain, { dkimSelector })
    return success({ domain, records: records.map((record) => ({ ...record, value: record.value ?? null })) })
  },
})

export const dnsRoutes = [reading]
