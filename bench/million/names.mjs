// Content of the directory by numbers from 1 on: here for the load generator, below in SQL for filling it.

/** The part of a UUID after the time; here it is the number. */
const VERSION_7 = '70008' + '0'.repeat(15)

export const subjectOf = (number) => `kp_0190${hex(number, 8)}${VERSION_7}`
export const organizationCodeOf = (number) => `org_${hex(number, 11)}`

function hex(number, digits) {
  return number.toString(16).padStart(digits, '0')
}

/** Ids of the user `n` and of the organization `o`. They rise with the number, as those of the product do with time. */
export const SQL = {
  userId: `('0190' || lpad(to_hex(n), 8, '0') || '${VERSION_7}')::uuid`,
  organizationId: `('0180' || lpad(to_hex(o), 8, '0') || '${VERSION_7}')::uuid`,
  organizationCode: `'org_' || lpad(to_hex(o), 11, '0')`,
  givenName: `'Given' || n % 5000`,
  familyName: `'Family' || n % 30000`,
  email: `'person.' || n || '@company-' || n % 1000 || '.example'`,
  /** As the product cuts them: words of the name, the address, and the address from each of its parts on. */
  words: `array['given' || n % 5000, 'family' || n % 30000,
    'person.' || n || '@company-' || n % 1000 || '.example', n || '@company-' || n % 1000 || '.example',
    'company-' || n % 1000 || '.example', n % 1000 || '.example']`,
}
