import { EmptyState, Page, Pager, ReasonedButton, Tag } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import classes from './applications-page.module.css'
import { CreateApplicationForm } from './create-application-form.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 60

function parametersOf({ after }: Readonly<Record<string, string | undefined>>) {
  return { sort: 'name_asc', page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function ApplicationsPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const { applications, next_token } = useAnswer('getApplications', parametersOf(search))
  const create = (
    <ReasonedButton variant="filled" href={paths.newApplication(place)} reason={useRefusal('createApplication')}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.applications(place))
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      {applications.length === 0 ? (
        <EmptyState title={texts.emptyTitle} action={create}>
          {texts.empty}
        </EmptyState>
      ) : (
        <ul className={classes['tiles']}>
          {applications.map(({ id, name, type }) => (
            <li key={id}>
              <a href={paths.application(place, id)}>{name}</a>
              <Tag>{texts.types[type][0] ?? type}</Tag>
            </li>
          ))}
        </ul>
      )}
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.applications(place)}
        next={next_token ? paths.applications(place, { after: next_token }) : undefined}
      />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreateApplicationForm onClose={close} />
      </Modal>
    </Page>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('getApplications', parametersOf(search))]

export const applicationsPage: PageDefinition = { load, Component: () => <ApplicationsPage /> }
export const newApplicationPage: PageDefinition = { load, Component: () => <ApplicationsPage isCreating /> }
