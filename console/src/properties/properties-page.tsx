import { EmptyState, ListTable, Page, Pager, ReasonedButton, Tag, type Column } from '@gatehouse/ui'
import { Button, Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { CreatePropertyForm } from './create-property-form.tsx'
import { categoriesQuery, contextOf, useCategories, type Category, type Property } from './property-queries.ts'
import { CONTEXTS, texts } from './texts.ts'

const PAGE_SIZE = 100

function parametersOf({ context, after }: Readonly<Record<string, string | undefined>>) {
  return {
    context: contextOf(context),
    page_size: PAGE_SIZE,
    expand: 'definition',
    ...(after && { starting_after: after }),
  } as const
}

function columnsOf(place: Place, categories: readonly Category[]): readonly Column<Property>[] {
  return [
    {
      name: texts.columns.name,
      show: ({ id, name, description }) => (
        <>
          <a href={paths.property(place, id)}>{name}</a>
          {description && <div className="quiet small">{description}</div>}
        </>
      ),
    },
    { name: texts.columns.key, show: ({ key }) => <code>{key}</code> },
    { name: texts.columns.type, isExtra: true, show: ({ type }) => type && texts.types[type] },
    {
      name: texts.columns.category,
      isExtra: true,
      show: ({ category_id }) => categories.find(({ id }) => id === category_id)?.name,
    },
    {
      name: texts.columns.tokens,
      show: ({ is_private, is_kinde_property }) => (
        <>
          {is_private ? <Tag>{texts.isPrivate}</Tag> : texts.isPublic}
          {is_kinde_property && <div className="quiet small">{texts.builtIn}</div>}
        </>
      ),
    },
  ]
}

function PropertiesPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const context = contextOf(search['context'])
  const { properties, has_more } = useAnswer('GetProperties', parametersOf(search))
  const create = (
    <ReasonedButton variant="filled" href={paths.newProperty(place, { context })} reason={useRefusal('CreateProperty')}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.properties(place, { context }))
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <>
          <Button component="a" href={paths.propertyCategories(place, { context })}>
            {texts.categories}
          </Button>
          {create}
        </>
      }
      tabs={CONTEXTS.map((one) => ({
        href: paths.properties(place, { context: one }),
        label: texts.contexts[one],
        isOpen: one === context,
      }))}
    >
      <ListTable
        label={texts.contexts[context]}
        columns={columnsOf(place, useCategories(context))}
        rows={properties}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={texts.emptyTitle} action={create}>
            {texts.empty}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.properties(place, { context })}
        next={has_more ? paths.properties(place, { context, after: properties.at(-1)?.id }) : undefined}
      />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreatePropertyForm context={context} onCancel={close} />
      </Modal>
    </Page>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [
  ask('GetProperties', parametersOf(search)),
  ask('GetCategories', categoriesQuery(contextOf(search['context']))),
]

export const propertiesPage: PageDefinition = { load, Component: () => <PropertiesPage /> }
export const newPropertyPage: PageDefinition = { load, Component: () => <PropertiesPage isCreating /> }
