import { Button } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import classes from './chart-frame.module.css'

export interface ChartTable {
  /** The first names the rows. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export interface ChartFrameProps {
  readonly title: string
  /** The definition of the figures, in a sentence. */
  readonly definition: string
  /** The numbers behind the chart. */
  readonly table: ChartTable
  readonly children: ReactNode
}

/** A chart with its definition, and its numbers as a table in its place. */
export function ChartFrame({ title, definition, table, children }: ChartFrameProps) {
  const [isTable, setTable] = useState(false)
  const id = useId()
  return (
    <section className={classes['frame']} aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          <p className="quiet small">{definition}</p>
        </div>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={isTable ? <IconChartBar size={16} stroke={1.5} /> : <IconTable size={16} stroke={1.5} />}
          onClick={() => setTable(!isTable)}
          aria-label={`${isTable ? 'Chart' : 'Table'} of ${title}`}
        >
          {isTable ? 'Chart' : 'Table'}
        </Button>
      </header>
      {isTable ? <NumbersTable title={title} {...table} /> : children}
    </section>
  )
}

function NumbersTable({ title, columns, rows }: ChartTable & { readonly title: string }) {
  return (
    <div className={classes['scroll']} role="region" aria-label={`Numbers of ${title}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...numbers]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {numbers.map((number, index) => (
                <td key={columns[index + 1]}>{typeof number === 'number' ? number.toLocaleString('en') : number}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
