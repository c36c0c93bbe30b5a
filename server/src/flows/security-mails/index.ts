/**
 * Mails that tell people of a change to how they sign in: written in the transaction of the change, in the language of
 * the person where it is known, to the address that they can still read. The environment chooses which changes are told
 * of; imports and users that an administrator creates are not. Owns no table.
 */
export { tellOwner, type OwnerNotice } from './tell-owner.ts'
