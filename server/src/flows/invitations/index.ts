/**
 * Inviting people to a team, and their acceptance.
 *
 * The mail comes from the installation, never from an environment's own sender (T6-2). Its link opens a page of the control
 * host that says who asks whom to what; opening it changes nothing. Somebody new creates their account there, which is the
 * only sign-up at that host; an administrator signs in and accepts explicitly, with another address only after they
 * confirmed that. The role comes from the row. An invitation counts only while its inviter may still give the role.
 */
export { mayStillInvite } from './may-still-invite.ts'
export type { InvitingProblem } from './problems.ts'
