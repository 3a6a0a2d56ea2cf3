#!/usr/bin/env node
// here before the build, so that npm links the command when it installs
import '../dist/main.js';
