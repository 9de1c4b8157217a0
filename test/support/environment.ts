import fc from 'fast-check';

// The same cases on every machine, so that a change is judged by what it changed. FC_SEED tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20240812) });

// Functions' logs go through the console, where tests can listen; without it Powertools writes past Jest.
process.env.POWERTOOLS_DEV = 'true';
process.env.POWERTOOLS_METRICS_DISABLED = 'false';
process.env.POWERTOOLS_METRICS_NAMESPACE = 'acme';
