import { NameFields, renderPage } from '#flows/pages'
import { updateUser } from '#domain/directory'
import { findSearchable } from '#domain/users'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'
import { readNames } from '#flows/signin'

interface Names {
  readonly givenName: string | undefined
  readonly familyName: string | undefined
}

export function NamePage({ subject, isFormExpired, ...frame }: ChangeProps<Names, never>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.name.heading')}
      submit={t('account.name.submit')}
      isFormExpired={isFormExpired}
    >
      <NameFields t={t} givenName={subject.givenName} familyName={subject.familyName} problems={[]} focus />
    </ChangePage>
  )
}

/** The name that applications and other people see. */
export const changeName = defineChange<Names, never>({
  path: '/account/name',
  isCredential: false,
  async find(c, { userId }) {
    const found = await findSearchable(c.var.ctx.db, userId)
    return found && { givenName: found.givenName ?? undefined, familyName: found.familyName ?? undefined }
  },
  draw: (props) => renderPage(NamePage, props),
  async take({ c, account: { userId, author }, form }) {
    const { givenName, familyName } = readNames(form.fields)
    const change = { givenName: givenName ?? null, familyName: familyName ?? null }
    await updateUser(c.var.ctx, { userId, author }, change)
    return { outcome: 'done', done: 'name' }
  },
})
