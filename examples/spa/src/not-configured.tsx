import { Card } from './card.tsx'

export function NotConfigured() {
  return (
    <Card title="One step is missing">
      <p className="quiet">
        This application does not know its server yet. Start the server, run <code>npm run setup -w examples/spa</code>,
        then start this application again.
      </p>
    </Card>
  )
}
