import { TimeAgo, type Column } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { OutcomeIcon } from './outcome-icon.tsx'
import { texts } from './texts.ts'
import classes from './traces.module.css'
import { personOf, sentenceOf, type TraceSummary } from './words.ts'

type Search = Readonly<Record<string, string | undefined>>

const WHAT = (place: Place, search?: Search): Column<TraceSummary> => ({
  name: texts.columns.what,
  show: (trace) => (
    <span className={classes['what']}>
      <OutcomeIcon outcome={trace.outcome} />
      <span>
        <a href={paths.trace(place, trace.id, search)}>{texts.kinds[trace.kind]}</a>
        <div className="quiet small">{sentenceOf(trace.reason)}</div>
      </span>
    </span>
  ),
})

const PERSON: Column<TraceSummary> = {
  name: texts.columns.person,
  show: (trace) => (
    <span>
      {personOf(trace)}
      {trace.user?.email && trace.user.name && <div className="quiet small">{trace.user.email}</div>}
    </span>
  ),
}

const APPLICATION: Column<TraceSummary> = {
  name: texts.columns.application,
  isExtra: true,
  show: ({ application }) => application && (application.name ?? texts.deletedApplication),
}

const WHEN: Column<TraceSummary> = {
  name: texts.columns.when,
  show: ({ started_on }) => <TimeAgo at={started_on} />,
}

export const traceColumns = (place: Place, search?: Search) => [WHAT(place, search), PERSON, APPLICATION, WHEN]
export const columnsOfPerson = (place: Place) => [WHAT(place), APPLICATION, WHEN]
export const columnsOfApplication = (place: Place) => [WHAT(place), PERSON, WHEN]
