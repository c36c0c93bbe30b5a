/** The columns of `firebase auth:export users.csv`, which names none, in its order. */
const COLUMNS = [
  ...['localId', 'email', 'emailVerified', 'passwordHash', 'salt', 'displayName', 'photoUrl'],
  ...['google', 'facebook', 'twitter', 'github'].flatMap((provider) =>
    ['Id', 'Email', 'DisplayName', 'PhotoUrl'].map((field) => provider + field),
  ),
  ...['createdAt', 'lastSignedInAt', 'phoneNumber', 'disabled', 'customAttributes'],
] as const
const MOST_COLUMNS = 30

const EMAIL_VERIFIED = COLUMNS.indexOf('emailVerified')
const CREATED_AT = COLUMNS.indexOf('createdAt')

/** Returns the columns of a file that the command line of Firebase wrote, by its first row; undefined for any other. */
export function readFirebaseColumns(row: readonly string[]): readonly string[] | undefined {
  const isLong = row.length >= CREATED_AT + 2 && row.length <= MOST_COLUMNS
  const isFlag = ['true', 'false', ''].includes(row[EMAIL_VERIFIED] ?? '?')
  const isTime = /^\d{10,14}$/.test(row[CREATED_AT] ?? '')
  return isLong && isFlag && isTime ? COLUMNS : undefined
}
