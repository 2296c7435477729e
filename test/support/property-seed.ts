// Loaded before every test file: properties see the same values in every run, unless PROPERTY_SEED asks for others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20261122) });
