/** Shown beside the settings: what decides whether mail arrives (X5-5). */
export const DELIVERY_ADVICE = [
  'Send from a mailbox that exists and that somebody reads: receiving servers check whether there is one.',
  'SPF: a TXT record of the sender domain names the servers that may send for it; your mail provider tells its text.',
  'DKIM: a TXT or CNAME record below _domainkey of the sender domain has the key that your mail provider signs with.',
  'DMARC: a TXT record at _dmarc of the sender domain says what receivers do with mail that fails both.',
  'GET /api/v1/environment/mail/dns tells which of these records are there.',
] as const
