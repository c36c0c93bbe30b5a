import { Conflict } from '#platform/errors'
import { Field, renderPage } from '#flows/pages'
import { tellOwner } from '#flows/security-mails'
import { offerUndo } from '#domain/address-changes'
import { addIdentity } from '#domain/directory'
import { parseUsername, type IdentityValue } from '#domain/identities'
import type { RequestContext } from '#platform/http'
import type { OwnAccount } from '../account-session.ts'
import { defineChange, type ChangeProps } from '../change.ts'
import { countNameTry } from '../count-name-try.ts'
import { ChangePage } from '../pages/form-page.tsx'

interface Typed {
  readonly username: string
  readonly problem: 'invalid' | 'taken'
}

export function AddUsernamePage({ state, isFormExpired, ...frame }: ChangeProps<true, Typed>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.username.heading')}
      sentence={t('account.username.sentence')}
      submit={t('account.username.submit')}
      isFormExpired={isFormExpired}
    >
      <Field
        name="username"
        label={t('account.username.label')}
        autocomplete="username"
        value={state?.username}
        help={t('account.username.help')}
        problem={state && t(`account.username.problem.${state.problem}`)}
        focus
      />
    </ChangePage>
  )
}

/** A name to sign in with, which needs no proof: it is a choice. */
export const addUsername = defineChange<true, Typed>({
  path: '/account/username',
  isCredential: true,
  find: async () => true,
  draw: (props) => renderPage(AddUsernamePage, props),
  async take({ c, account, form }) {
    const username = form.fields.get('username') ?? ''
    const parsed = parseUsername(username)
    if (!parsed) return { outcome: 'again', state: { username, problem: 'invalid' } }
    // A taken name has to be said, so a list of names cannot be tried out in a hurry.
    await countNameTry(c.var.ctx, account.userId)
    try {
      await add(c, account, { kind: 'username', ...parsed })
      return { outcome: 'done', done: 'username_added' }
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== 'IDENTITY_TAKEN') throw error
      return { outcome: 'again', state: { username, problem: 'taken' } }
    }
  },
})

async function add(c: RequestContext, account: OwnAccount, identity: IdentityValue): Promise<void> {
  const { userId, author, requestedFrom } = account
  await c.var.ctx.db.transaction().execute(async (db) => {
    const scoped = { ...c.var.ctx, db }
    const addedIdentityId = await addIdentity(scoped, { userId, identity, author })
    const undoToken = await offerUndo(scoped, { userId, addedIdentityId })
    await tellOwner(scoped, { userId, change: 'address_added', subject: identity.typed, requestedFrom, undoToken })
  })
}
