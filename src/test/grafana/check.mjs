// Holds dashboards against JSON schemas that are made from the types of Grafana's own SDK. Usage: node check.mjs DASHBOARD…
//
// Schemas are closed: a name that the types do not have is a fault, so that a misspelt option cannot pass. Prints one line per fault.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'modules.cjs'));
const { createGenerator } = require('ts-json-schema-generator');
const Ajv = require('ajv');

const sdk = path.join(process.cwd(), 'node_modules/@grafana/grafana-foundation-sdk/dist');
const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
const made = new Map();

/** The validator of one type of one package of the SDK. */
function schema(from, type) {
  const key = from + '/' + type;
  if (!made.has(key)) {
    const generator = createGenerator({
      path: path.join(sdk, from, 'types.gen.d.ts'), tsconfig: path.join(process.cwd(), 'tsconfig.json'), type,
      skipTypeCheck: true, additionalProperties: false,
    });
    const generated = generator.createSchema(type);
    if (from === 'dashboard' && generated.definitions.Dataquery) {
      // To the dashboard a query is any data source's; below, each is held against Prometheus' own.
      generated.definitions.Dataquery = { type: 'object' };
    }
    made.set(key, ajv.compile(generated));
  }
  return made.get(key);
}

/** The SDK's package of a kind of panel, and whether its fields have settings of their own. */
const KINDS = {
  stat: { from: 'stat' }, bargauge: { from: 'bargauge' },
  timeseries: { from: 'timeseries', custom: true }, 'state-timeline': { from: 'statetimeline', custom: true },
};

let checks = 0;
let faults = 0;

function holds(where, from, type, value) {
  const validate = schema(from, type);
  checks++;
  if (!validate(value)) {
    for (const error of validate.errors) {
      faults++;
      console.log(`${where}: ${type}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
    }
  }
}

function fault(where, what) {
  faults++;
  console.log(`${where}: ${what}`);
}

/** A setting of some fields alone must be one that the fields of this kind have. */
function overrides(where, kind, panel) {
  for (const override of panel.fieldConfig.overrides) {
    for (const { id, value } of override.properties) {
      if (!id.startsWith('custom.')) {
        holds(`${where}, ${id}`, 'dashboard', 'FieldConfig', { [id]: value });
      } else if (!kind.custom) {
        fault(where, `${id} is not a setting of a ${panel.type}`);
      } else {
        holds(`${where}, ${id}`, kind.from, 'FieldConfig', { [id.slice('custom.'.length)]: value });
      }
    }
  }
}

function panel(where, panel) {
  const kind = KINDS[panel.type];
  if (!kind) {
    fault(where, `no schema is known of a ${panel.type}`);
    return;
  }
  holds(where, 'dashboard', 'Panel', panel);
  holds(where, kind.from, 'Options', panel.options);
  panel.targets.forEach(target => holds(`${where}, ${target.refId}`, 'prometheus', 'Dataquery', target));
  const custom = panel.fieldConfig.defaults.custom;
  if (custom && kind.custom) {
    holds(where, kind.from, 'FieldConfig', custom);
  } else if (custom) {
    fault(where, `custom is not a setting of a ${panel.type}`);
  }
  overrides(where, kind, panel);
}

for (const file of process.argv.slice(2)) {
  const dashboard = JSON.parse(fs.readFileSync(file, 'utf8'));
  const name = path.basename(file);
  // Panels one by one, so that a fault is told once and with the panel's title.
  holds(name, 'dashboard', 'Dashboard', { ...dashboard, panels: [] });
  for (const each of dashboard.panels) {
    const where = `${name}: ${each.title}`;
    if (each.type === 'row') {
      holds(where, 'dashboard', 'RowPanel', each);
    } else {
      panel(where, each);
    }
  }
}
console.log(`${checks} checks, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
