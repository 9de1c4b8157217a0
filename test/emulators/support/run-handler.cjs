// Runs a handler once, as Lambda does: the code of the asset, an event, a context with the time that is left. What it
// answers is the last line of standard output. Arguments: folder of the asset; JSON of the event; milliseconds it may take.
const [, , folder, event, left] = process.argv;
const end = Date.now() + Number(left);
const { handler } = require(`${folder}/index.js`);

handler(JSON.parse(event), { getRemainingTimeInMillis: () => end - Date.now() }).then(
  (answer) => process.stdout.write(`\nANSWER ${JSON.stringify(answer ?? null)}\n`),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  },
);
