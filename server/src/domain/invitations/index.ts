/**
 * Invitations: an address was asked to join something, with a role, by a link that works once (ATO-15).
 *
 * The link carries a secret of 256 bits, of which only the digest is stored. What is joined and as what is read from the
 * row and never from the link. An invitation is used up in one statement, ends after seven days, can be taken back, and is
 * void when the inviter could not give its role any more. One invitation waits per address and thing. Owns `invitations`.
 */
export {
  removeInvitationsTo,
  consumeInvitation,
  endExpired,
  findInvitation,
  findInvitationByToken,
  insertInvitation,
  listInvitations,
  renewInvitation,
  revokeInvitation,
  revokeInvitationsBy,
  type Invitation,
  type InvitationTarget,
  type Inviter,
} from './queries.ts'
export type { InvitationProblem } from './problems.ts'
