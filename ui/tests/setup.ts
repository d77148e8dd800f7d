import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/svelte';

// A deadline, not a wait: what is looked for is found as soon as it is there, also on a machine that builds Rust beside.
configure({ asyncUtilTimeout: 8000 });
