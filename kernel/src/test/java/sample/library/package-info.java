/** Stands for a library on the class path of the kernel. */
package sample.library;
