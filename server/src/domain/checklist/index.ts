/**
 * The checklist of a new environment: what a team does before people come.
 *
 * An item is done by what exists, never by a tick. Two facts exist nowhere else and are kept here: somebody looked at the
 * mail, and the list was put away. Applications and sign-ins of the product itself count for nothing. Owns `checklists`.
 */
export { markMailSeen } from './mark-mail-seen.ts'
