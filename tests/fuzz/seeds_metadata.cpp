#include "tests/fuzz/seeds.h"

std::vector<QByteArray> fuzzSeeds()
{
    return {
        "framework:\n  name: \"scikit-learn\"\n  version: \"1.2.1\"\n  runtime:\n    name: "
        "\"python\"\n"
        "    requirement:\n      - \"pandas>=1.5\"\nmodel:\n  name: \"x\"\nentry_point: "
        "\"train.py\"\n"
        "output_folder: \"training_result\"\n",
        "framework: {name: tensorflow, version: 1.4, runtime: python2.7}\ndataset: {name: "
        "d}\nentry_point: a.py\n",
        "framework: [{name: a, version: 3.10}, {name: b, runtime: {name: python, requirement: "
        "[x]}}]\r\n",
        "training_params: {candidates: {a: {epoch: 1, learning_rate: 0.1}}}\nevaluation: {metric: "
        "f1, folds: 5}\n",
        "entry_point: ../../x\noutput_folder: /\n",
        "a: &a [*a]\n",
        "",
    };
}
