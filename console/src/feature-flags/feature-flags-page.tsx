import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, Page, Pager, ReasonedButton, type Column } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { CreateFlagForm } from './create-flag-form.tsx'
import { FlagValue } from './flag-value.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 50

type Flag = Answer<'getFeatureFlags'>['feature_flags'][number]

function parametersOf({ after }: Readonly<Record<string, string | undefined>>) {
  return { sort: 'name_asc', page_size: PAGE_SIZE, expand: 'overrides', ...(after && { next_token: after }) } as const
}

function columnsOf(place: Place): readonly Column<Flag>[] {
  return [
    {
      name: texts.columns.name,
      show: ({ key, name }) => (
        <>
          <a href={paths.featureFlag(place, key)}>{name}</a>
          <div className="quiet small">
            <code>{key}</code>
          </div>
        </>
      ),
    },
    { name: texts.columns.type, isExtra: true, show: ({ type }) => texts.types[type] },
    { name: texts.columns.default, show: ({ type, default_value }) => <FlagValue type={type} value={default_value} /> },
    {
      name: texts.columns.environment,
      show: ({ type, environment_value }) =>
        typeof environment_value === 'string' ? (
          <FlagValue type={type} value={environment_value} />
        ) : (
          <span className="quiet">{texts.sameAsDefault}</span>
        ),
    },
    {
      name: texts.columns.overrides,
      isExtra: true,
      show: ({ organization_overrides = 0, user_overrides = 0 }) => (
        <span className={organization_overrides + user_overrides === 0 ? 'quiet' : undefined}>
          {texts.overrides(organization_overrides, user_overrides)}
        </span>
      ),
    },
  ]
}

function FeatureFlagsPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const { feature_flags: flags, next_token } = useAnswer('getFeatureFlags', parametersOf(search))
  const create = (
    <ReasonedButton variant="filled" href={paths.newFeatureFlag(place)} reason={useRefusal('CreateFeatureFlag')}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.featureFlags(place))
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={flags}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={texts.emptyTitle} action={create}>
            {texts.empty}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.featureFlags(place)}
        next={next_token ? paths.featureFlags(place, { after: next_token }) : undefined}
      />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreateFlagForm onCancel={close} />
      </Modal>
    </Page>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('getFeatureFlags', parametersOf(search))]

export const featureFlagsPage: PageDefinition = { load, Component: () => <FeatureFlagsPage /> }
export const newFeatureFlagPage: PageDefinition = { load, Component: () => <FeatureFlagsPage isCreating /> }
