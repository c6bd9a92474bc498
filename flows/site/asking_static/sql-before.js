"use strict";
// The engine comes as a module of Node; it asks for one other, which the page has loaded before.
var module = { exports: {} }, exports = module.exports, require = name => ({ "apache-arrow": Arrow })[name];
